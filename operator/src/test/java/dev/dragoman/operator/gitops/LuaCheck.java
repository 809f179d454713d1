package dev.dragoman.operator.gitops;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.TableLib;

/**
 * A health check as Argo CD runs it (argo-cd, util/lua): the object is the global {@code obj}, and
 * of Lua's libraries the basic one and the one for tables are there, those for strings and numbers
 * not.
 */
record LuaCheck(String script) {

  /** What the script answers: {@code status} and {@code message}. */
  Health judge(Map<String, ?> object) {
    Globals globals = new Globals();
    globals.load(new BaseLib());
    globals.load(new PackageLib());
    globals.load(new TableLib());
    LoadState.install(globals);
    LuaC.install(globals);
    globals.set("obj", value(object));
    LuaTable answer = globals.load(script, "health.lua").call().checktable();
    return new Health(answer.get("status").checkjstring(), answer.get("message").optjstring(""));
  }

  private static LuaValue value(@Nullable Object json) {
    return switch (json) {
      case null -> LuaValue.NIL;
      case String text -> LuaValue.valueOf(text);
      case Boolean flag -> LuaValue.valueOf(flag);
      case Number number -> LuaValue.valueOf(number.doubleValue());
      case List<?> list ->
          LuaTable.listOf(list.stream().map(LuaCheck::value).toArray(LuaValue[]::new));
      case Map<?, ?> map -> {
        LuaTable table = new LuaTable();
        map.forEach((name, field) -> table.set(String.valueOf(name), value(field)));
        yield table;
      }
      default -> throw new IllegalArgumentException("not JSON: " + json.getClass());
    };
  }

  /** As Argo CD shows it. */
  record Health(String status, String message) {}
}
