package dev.dragoman.resources.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where the value of a variable comes from. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.secretKeyRef) != has(self.configMapKeyRef)",
    message = "a variable has one source: set either secretKeyRef or configMapKeyRef")
public record EnvSource(
    @JsonPropertyDescription("A value in a Secret. Absent: the other one.")
        @Nullable SecretKeyRef secretKeyRef,
    @JsonPropertyDescription("A value in a ConfigMap. Absent: the other one.")
        @Nullable ConfigMapRef configMapKeyRef) {}
