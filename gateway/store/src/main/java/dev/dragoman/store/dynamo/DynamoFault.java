package dev.dragoman.store.dynamo;

import dev.dragoman.store.StoreUnavailableException;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * What is wrong, in words for whoever runs the process. The service's own texts name accounts and
 * stay in the cause.
 */
final class DynamoFault {
  private DynamoFault() {}

  /** The failure behind a future's. */
  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  static StoreUnavailableException unavailable(Throwable failure) {
    Throwable cause = cause(failure);
    return cause instanceof StoreUnavailableException known
        ? known
        : new StoreUnavailableException("DynamoDB cannot be used: " + words(cause), cause);
  }

  private static String words(Throwable cause) {
    return switch (cause) {
      case ResourceNotFoundException _ -> "a table is missing";
      case DynamoDbException refused -> refused(refused);
      case ApiCallTimeoutException _ -> "no answer in time";
      case ApiCallAttemptTimeoutException _ -> "no answer in time";
      default -> client(String.valueOf(cause.getMessage()));
    };
  }

  private static String refused(DynamoDbException refused) {
    AwsErrorDetails details = refused.awsErrorDetails();
    return switch (details == null ? null : details.errorCode()) {
      case null -> "status " + refused.statusCode();
      case "AccessDeniedException" -> "these AWS credentials may not do this";
      case "UnrecognizedClientException", "InvalidSignatureException" ->
          "these AWS credentials are not valid";
      case "ExpiredTokenException" -> "these AWS credentials have expired";
      case "ProvisionedThroughputExceededException", "ThrottlingException" ->
          "too many requests for the table";
      case String code -> "status " + refused.statusCode() + " " + code;
    };
  }

  private static String client(String message) {
    if (message.contains("Unable to load credentials")) {
      return "no AWS credentials were found";
    }
    return "no connection";
  }
}
