package dev.dragoman.operator.status;

import dev.dragoman.operator.delivery.Sha256;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events about objects, for people: one for each object and reason, which counts its repetitions.
 * Only for transitions; never a secret in them. An event that cannot be written is only logged:
 * nothing depends on it.
 */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final String CONTROLLER = "dragoman.dev/operator";
  private static final int LONGEST_NOTE = 1024;

  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;

  /**
   * Events of one process.
   *
   * @param instance name of the operator's pod
   */
  public Events(KubernetesClient client, Clock clock, String instance) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
  }

  /** Something happened as it should. */
  public void normal(HasMetadata object, String reason, String note) {
    write(object, "Normal", reason, note);
  }

  /** Something happened that a person should look at. */
  public void warning(HasMetadata object, String reason, String note) {
    write(object, "Warning", reason, note);
  }

  private void write(HasMetadata object, String type, String reason, String note) {
    try {
      Event event = event(object, type, reason, note);
      Event known = client.resource(event).get();
      if (known == null) {
        client.resource(event).create();
      } else {
        client.resource(again(known)).update();
      }
    } catch (KubernetesClientException e) {
      LOG.atWarn()
          .addKeyValue("reason", reason)
          .addKeyValue("object", object.getMetadata().getName())
          .addKeyValue("statusCode", e.getCode())
          .log(
              e.getCode() == HttpURLConnection.HTTP_CONFLICT
                  ? "an event was written by somebody else"
                  : "an event could not be written");
    }
  }

  private Event event(HasMetadata object, String type, String reason, String note) {
    String uid = String.valueOf(object.getMetadata().getUid());
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(object.getMetadata().getNamespace())
        .withName(name(object.getMetadata().getName(), uid, reason, note))
        .endMetadata()
        .withType(type)
        .withReason(reason)
        .withAction(reason)
        .withNote(note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) : note)
        .withReportingController(CONTROLLER)
        .withReportingInstance(instance)
        .withEventTime(micros())
        .withRegarding(
            new ObjectReferenceBuilder()
                .withApiVersion(object.getApiVersion())
                .withKind(object.getKind())
                .withNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .withUid(uid)
                .build())
        .build();
  }

  /**
   * A uid is 36 characters, and a name may have 253. The API server lets nobody change the note of
   * an event, so another note makes another event.
   */
  private static String name(String object, String uid, String reason, String note) {
    String start = object.length() > 150 ? object.substring(0, 150) : object;
    String digest = Sha256.of(note).substring(0, 8);
    return start + "." + uid + "." + reason.toLowerCase(Locale.ROOT) + "." + digest;
  }

  private Event again(Event known) {
    int count = known.getSeries() == null ? 2 : known.getSeries().getCount() + 1;
    return new EventBuilder(known)
        .withNewSeries()
        .withCount(count)
        .withLastObservedTime(micros())
        .endSeries()
        .build();
  }

  private MicroTime micros() {
    Instant now = clock.instant();
    return new MicroTime(MICROS.format(now));
  }
}
