package dev.dragoman.standalone.directory;

import dev.dragoman.fleet.ConditionsOf;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ResolvedFleet;
import dev.dragoman.fleet.Verdict;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.ConditionStatus;
import dev.dragoman.standalone.yaml.Place;
import dev.dragoman.standalone.yaml.Problem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was found about a directory.
 *
 * @param problems of files and of objects that an API server would refuse, in reading order
 * @param objects the others, by kind and name
 * @param remarks on the directory as a whole
 */
public record Findings(List<Problem> problems, List<Judged> objects, List<String> remarks) {
  /** Nothing was looked at yet. */
  public static final Findings NONE = new Findings(List.of(), List.of(), List.of());

  private static final Set<String> OF_RESOURCES = Set.of("Accepted", "ResolvedRefs");

  public Findings {
    problems = List.copyOf(problems);
    objects = List.copyOf(objects);
    remarks = List.copyOf(remarks);
  }

  /**
   * An object with its conditions.
   *
   * @param object {@code Kind namespace/name}
   */
  public record Judged(String object, Place place, List<Said> conditions) {
    public Judged {
      conditions = List.copyOf(conditions);
    }

    /** The conditions that keep the object, or a part of it, from being served. */
    public List<Said> faults() {
      List<Said> refused =
          conditions.stream().filter(Said::isOfResources).filter(Said::isFalse).toList();
      return refused.isEmpty()
          ? conditions.stream().filter(Said::isReady).filter(Said::isFalse).toList()
          : refused;
    }
  }

  /** One condition. */
  public record Said(String type, String status, String reason, String message) {
    static Said of(Condition condition) {
      return new Said(
          condition.type(),
          String.valueOf(condition.status()),
          condition.reason(),
          condition.message());
    }

    private boolean isFalse() {
      return status.equals(ConditionStatus.False.name());
    }

    private boolean isReady() {
      return type.equals("Ready");
    }

    private boolean isOfResources() {
      return OF_RESOURCES.contains(type);
    }

    @Override
    public String toString() {
      return type + "=" + status + " " + reason + ": " + message;
    }
  }

  /** Whether everything would be taken and served as it is written. */
  public boolean isGood() {
    return problems.isEmpty() && objects.stream().allMatch(object -> object.faults().isEmpty());
  }

  private static List<Said> said(ConditionsOf conditions, Verdict verdict) {
    return conditions.of(verdict, List.of()).stream().map(Said::of).toList();
  }

  static Findings of(Inventory inventory, ResolvedFleet fleet, List<String> remarks) {
    ConditionsOf conditions = new ConditionsOf(Clock.systemUTC());
    Map<Kind, List<Said>> sound = new EnumMap<>(Kind.class);
    Map<String, Place> places = HashMap.newHashMap(inventory.objects().size());
    inventory.objects().values().forEach(o -> places.put(o.key().toString(), o.place()));
    List<Judged> objects = new ArrayList<>();
    new TreeMap<>(fleet.verdicts())
        .forEach((id, verdict) -> {
          String name = id.toString();
          Place place = places.get(name);
          if (place != null) {
            // All objects of a kind that have no problem have the same conditions.
            List<Said> said =
                verdict.problems().isEmpty()
                    ? sound.computeIfAbsent(id.kind(), _ -> said(conditions, verdict))
                    : said(conditions, verdict);
            objects.add(new Judged(name, place, said));
          }
        });
    return new Findings(
        inventory.problems().stream().sorted(Problem.READING_ORDER).toList(), objects, remarks);
  }

  /** One line for each fault, as a person reads it beside the file. */
  public List<String> lines() {
    return List.copyOf(linesBySubject().values());
  }

  /**
   * The same lines by what they say and of what, without the place: an edit above moves a fault to
   * another line, and it stays the same fault.
   */
  public Map<String, String> linesBySubject() {
    Map<String, String> lines = new LinkedHashMap<>();
    for (Problem problem : problems) {
      lines.putIfAbsent(subjectOf(problem), problem.toString());
    }
    for (Judged object : objects) {
      for (Said fault : object.faults()) {
        String text = object.object + ": " + fault;
        lines.putIfAbsent(text, object.place.problem(text).toString());
      }
    }
    remarks.forEach(remark -> lines.putIfAbsent(remark, remark));
    return lines;
  }

  /** What a problem is about, wherever in its file that stands. */
  public static String subjectOf(Problem problem) {
    Place place = problem.place();
    return place.file() + ": " + place.path() + ": " + problem.reason();
  }
}
