package dev.dragoman.resources.gateway;

/** What happens when pods cannot be spread. */
public enum Unsatisfiable {
  DoNotSchedule,
  ScheduleAnyway
}
