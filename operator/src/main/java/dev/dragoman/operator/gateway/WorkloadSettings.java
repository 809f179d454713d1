package dev.dragoman.operator.gateway;

/**
 * What the operator gives to all gateways.
 *
 * @param operatorUrl where pods reach the operator
 * @param image of gateways that name none
 * @param logLevel of the pods
 */
public record WorkloadSettings(String operatorUrl, String image, String logLevel) {}
