package dev.dragoman.standalone;

import dev.dragoman.contract.ContractJson;
import dev.dragoman.standalone.usage.UsageAnswer;
import dev.dragoman.standalone.usage.UsageCsv;
import dev.dragoman.standalone.usage.UsageText;

/** The form in which usage is said. Named as people write it. */
enum UsageForm {
  table,
  csv,
  json;

  void print(UsageAnswer answer, Terminal terminal) {
    switch (this) {
      case table -> terminal.out().print(UsageText.of(answer, terminal.out().charset()));
      case csv -> terminal.out().print(UsageCsv.of(answer.usage()));
      case json -> terminal.out().println(ContractJson.text(answer));
    }
    terminal.out().flush();
  }
}
