package dev.dragoman.gateway.admin;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.gateway.admin.AdminException.Kind;
import dev.dragoman.gateway.admin.KeyAnswers.KeyList;
import dev.dragoman.gateway.admin.KeyAnswers.KeyWithText;
import dev.dragoman.gateway.admin.KeyAnswers.RecordList;
import dev.dragoman.gateway.admin.KeyAnswers.Rotation;
import dev.dragoman.gateway.admin.KeyAnswers.WindowList;
import dev.dragoman.gateway.auth.KeyCache;
import dev.dragoman.store.Store;
import dev.dragoman.store.report.KeyReport;
import dev.dragoman.store.report.UsageBy;
import dev.dragoman.store.report.UsageReport;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations of the admin API, once for routes and document alike. */
public final class AdminApi {
  /** Before every path. */
  public static final String ROOT = "/admin/v1";

  private static final String KEYS = ROOT + "/keys";
  private static final String KEY = KEYS + "/{keyId}";

  private final List<AdminOperation> operations;

  /**
   * The operations on a gateway.
   *
   * @param store in use, null where there is none
   * @param config in force, null before there is one
   */
  public AdminApi(
      Supplier<@Nullable Store> store,
      Supplier<@Nullable GatewayConfig> config,
      Clock clock,
      KeyCache changes,
      Audit audit) {
    GatewayKeys keys = new GatewayKeys(store, config, clock);
    AdminKeys edits = new AdminKeys(keys, changes, audit, new SecureRandom());
    AdminUsage usage = new AdminUsage(keys);
    this.operations =
        List.of(
            listKeys(edits),
            createKey(edits),
            getKey(edits),
            edit("suspend", "Refuse the key until it is resumed.", edits::suspend),
            edit("resume", "Let a suspended key call again.", edits::resume),
            edit("revoke", "Refuse the key for good.", edits::revoke),
            rotateKey(edits),
            windows(usage),
            records(usage),
            totals(usage));
  }

  public List<AdminOperation> operations() {
    return operations;
  }

  private static AdminOperation listKeys(AdminKeys keys) {
    return new AdminOperation(
        "listKeys",
        "GET",
        KEYS,
        "Every key of the gateway with what bounds it and how that stands.",
        List.of(
            AdminParameter.text("after", "Name of the last key of the page before."),
            AdminParameter.number("limit", AdminKeys.LARGEST_PAGE, "Keys a page; 50 otherwise.")),
        null,
        200,
        KeyList.class,
        List.of(),
        keys::list);
  }

  private static AdminOperation createKey(AdminKeys keys) {
    return new AdminOperation(
        "createKey",
        "POST",
        KEYS,
        "Make a key that lives in the store alone. Its text is shown once.",
        List.of(),
        NewKey.class,
        201,
        KeyWithText.class,
        List.of(Kind.Conflict),
        keys::create);
  }

  private static AdminOperation getKey(AdminKeys keys) {
    return new AdminOperation(
        "getKey",
        "GET",
        KEY,
        "One key with what bounds it and how that stands.",
        List.of(AdminParameter.KEY_ID),
        null,
        200,
        KeyReport.class,
        List.of(Kind.NotFound),
        keys::get);
  }

  private static AdminOperation edit(String verb, String summary, AdminOperation.Action action) {
    return new AdminOperation(
        verb + "Key",
        "POST",
        KEY + "/" + verb,
        summary + " A key that a manifest writes is edited there.",
        List.of(AdminParameter.KEY_ID),
        null,
        200,
        KeyReport.class,
        List.of(Kind.NotFound, Kind.Conflict),
        action);
  }

  private static AdminOperation rotateKey(AdminKeys keys) {
    return new AdminOperation(
        "rotateKey",
        "POST",
        KEY + "/rotate",
        "Give the key another text, which is shown once; the public id stays.",
        List.of(AdminParameter.KEY_ID),
        Rotation.class,
        200,
        KeyWithText.class,
        List.of(Kind.NotFound, Kind.Conflict),
        keys::rotate);
  }

  private static AdminOperation windows(AdminUsage usage) {
    return new AdminOperation(
        "listWindows",
        "GET",
        KEY + "/windows",
        "What is counted of the key now, as the store has it.",
        List.of(AdminParameter.KEY_ID),
        null,
        200,
        WindowList.class,
        List.of(Kind.NotFound),
        usage::windows);
  }

  private static AdminOperation records(AdminUsage usage) {
    return new AdminOperation(
        "listRecords",
        "GET",
        KEY + "/records",
        "The newest requests of the key, without any content.",
        List.of(
            AdminParameter.KEY_ID,
            AdminParameter.number("limit", AdminUsage.MOST_RECORDS, "Records; 50 otherwise.")),
        null,
        200,
        RecordList.class,
        List.of(Kind.NotFound),
        usage::records);
  }

  private static AdminOperation totals(AdminUsage usage) {
    return new AdminOperation(
        "getUsage",
        "GET",
        ROOT + "/usage",
        "Requests, tokens and cost of some days, added up.",
        List.of(
            AdminParameter.day("from", "First day in UTC; 29 days before the last otherwise."),
            AdminParameter.day("to", "Last day; today otherwise."),
            AdminParameter.word("by", UsageBy.class, "What is added up by; day otherwise."),
            AdminParameter.text("key", "Public id of one key; all keys otherwise.")),
        null,
        200,
        UsageReport.class,
        List.of(Kind.NotFound),
        usage::totals);
  }
}
