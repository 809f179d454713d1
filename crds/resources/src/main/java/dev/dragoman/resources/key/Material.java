package dev.dragoman.resources.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.dragoman.resources.values.Formats;
import dev.dragoman.resources.values.SecretRef;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where the key's text comes from. No field can hold it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.type == 'FromSecret' ? has(self.secretRef) : !has(self.secretRef)",
    message = "secretRef belongs to type FromSecret and is needed there: add or remove secretRef")
@ValidationRule(
    value = "self.type == 'Generate' || !has(self.secretName)",
    message = "secretName belongs to type Generate: remove secretName")
public record Material(
    @JsonPropertyDescription(
            "Generate: made and put into a Secret. FromSecret: taken from a Secret that you make. It never changes.")
        @Default("Generate")
        @ValidationRule(
            value = "self == oldSelf",
            message = "material.type never changes: make a new ApiKey")
        @Nullable MaterialType type,
    @JsonPropertyDescription(
            "Name of the Secret that is made, with type Generate. Absent: the name of the key and -key.")
        @Size(min = 1, max = Formats.OBJECT_NAME_LENGTH)
        @Pattern(Formats.OBJECT_NAME)
        @Nullable String secretName,
    @JsonPropertyDescription(
            "The Secret that you made; needed with type FromSecret and only there.")
        @Nullable SecretRef secretRef) {}
