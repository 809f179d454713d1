package dev.dragoman.gateway.telemetry;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.gateway.admin.Audit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit log: a line for each change that the holder of the master key made. */
public final class AuditLog implements Audit {
  private static final Logger AUDIT = LoggerFactory.getLogger("dragoman.audit");

  @Override
  public void changed(String operation, KeyEntry key, String requestId) {
    AUDIT
        .atInfo()
        .addKeyValue(LogKeys.REQUEST_ID, requestId)
        .addKeyValue(LogKeys.WHO, "master")
        .addKeyValue(LogKeys.OPERATION, operation)
        .addKeyValue(LogKeys.KEY_ID, key.keyId())
        .addKeyValue(LogKeys.KEY, key.name())
        .log("key changed");
  }

  @Override
  public void failed(String operation, Throwable cause, String requestId) {
    AUDIT
        .atError()
        .addKeyValue(LogKeys.REQUEST_ID, requestId)
        .addKeyValue(LogKeys.OPERATION, operation)
        .setCause(cause)
        .log("operation failed by a fault of the gateway");
  }
}
