package dev.dragoman.gateway.admin;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the admin API.
 *
 * @param id unique name
 * @param path with {@code {name}} for each parameter in it
 * @param body null where it takes none
 * @param status of an answer that is no refusal
 * @param refusals kinds beside those that every operation has
 */
public record AdminOperation(
    String id,
    String method,
    String path,
    String summary,
    List<AdminParameter> parameters,
    @Nullable Class<? extends Record> body,
    int status,
    Class<? extends Record> answer,
    List<AdminException.Kind> refusals,
    Action action) {
  public AdminOperation {
    parameters = List.copyOf(parameters);
    refusals = List.copyOf(refusals);
  }

  /** What it does; fails with an {@link AdminException}, or as the store does. */
  public interface Action {
    CompletableFuture<? extends Record> of(AdminCall call);
  }

  /** Does it. */
  public CompletableFuture<? extends Record> call(AdminCall call) {
    call.onlyHas(parameters);
    return action.of(call);
  }
}
