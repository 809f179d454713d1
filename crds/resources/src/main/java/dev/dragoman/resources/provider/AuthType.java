package dev.dragoman.resources.provider;

/** How the gateway identifies itself to an upstream. */
public enum AuthType {
  None,
  SecretKey,
  AwsAmbient,
  AwsStatic,
  AwsBearer,
  AzureKey,
  AzureWorkloadIdentity,
  GcpWorkloadIdentity,
  GcpKey,
  ClientKey
}
