package dev.dragoman.protocol.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.StreamDecoder;
import dev.dragoman.protocol.codec.StreamValidator;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.ResponseFold;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.wire.SseDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams of Responses upstreams, read. Source: protocols.md 3.5, "Decoder". */
final class ResponsesStreamDecoderTest {
  private static final String CREATED =
      "{'type':'response.created','response':{'id':'resp_1','model':'m','created_at':5,"
          + "'status':'in_progress','output':[]}}";
  private static final String COMPLETED =
      "{'type':'response.completed','response':{'id':'resp_1','status':'completed','output':[],"
          + "'usage':{'input_tokens':9,'input_tokens_details':{'cached_tokens':4,"
          + "'cache_write_tokens':2},'output_tokens':5,'output_tokens_details':"
          + "{'reasoning_tokens':3},'total_tokens':14}}}";

  private static List<StreamEvent> read(String... events) {
    List<StreamEvent> read = new ArrayList<>();
    StreamValidator validator = new StreamValidator(read::add);
    StreamDecoder decoder = new ResponsesOutbound().streamDecoder();
    SseDecoder frames = new SseDecoder();
    for (String event : events) {
      String frame = "data: " + event.replace('\'', '"') + "\n\n";
      frames.accept(frame.getBytes(StandardCharsets.UTF_8), one -> decoder.accept(one, validator));
    }
    decoder.finish(validator);
    validator.finish();
    return read;
  }

  private static ChatResponse folded(String... events) {
    ResponseFold fold = new ResponseFold();
    read(events).forEach(fold);
    return fold.toResponse();
  }

  private static StreamError failure(String... events) {
    StreamEvent last = read(events).getLast();
    assertThat(last).isInstanceOf(StreamError.class);
    return (StreamError) last;
  }

  @Test
  @Tag("pitfall-133")
  void argumentsJoinTheCallThatTheirItemOpened() {
    // When
    ChatResponse answer =
        folded(
            CREATED,
            "{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call',"
                + "'id':'fc_1','call_id':'c1','name':'f','arguments':''}}",
            "{'type':'response.output_item.added','output_index':1,'item':{'type':'function_call',"
                + "'id':'fc_2','call_id':'c2','name':'g','arguments':''}}",
            "{'type':'response.function_call_arguments.delta','item_id':'fc_2','output_index':1,"
                + "'delta':'{\\'y\\':'}",
            "{'type':'response.function_call_arguments.delta','item_id':'fc_1','output_index':0,"
                + "'delta':'{}'}",
            "{'type':'response.function_call_arguments.delta','item_id':'fc_2','output_index':1,"
                + "'delta':'2}'}",
            "{'type':'response.output_item.done','output_index':0,'item':{'type':'function_call',"
                + "'id':'fc_1','call_id':'c1','name':'f','arguments':'{}'}}",
            "{'type':'response.output_item.done','output_index':1,'item':{'type':'function_call',"
                + "'id':'fc_2','call_id':'c2','name':'g','arguments':'{\\'y\\':2}'}}",
            COMPLETED);

    // Then
    assertThat(answer.candidates().getFirst().content())
        .extracting(block -> ((ToolCall) block).id() + ((ToolCall) block).arguments())
        .containsExactly("c1{}", "c2{\"y\":2}");
    assertThat(answer.candidates().getFirst().stop().kind()).isEqualTo(Kind.TOOL_USE);
    assertThat(answer.usage().inputUncached()).isEqualTo(3);
    assertThat(answer.usage().cacheRead()).isEqualTo(4);
    assertThat(answer.usage().reasoning()).isEqualTo(3);
  }

  @Test
  void whatOnlyTheDoneItemSaysIsSaidOnce() {
    // When
    ChatResponse answer =
        folded(
            CREATED,
            "{'type':'response.output_item.done','output_index':0,'item':{'type':'reasoning',"
                + "'id':'rs_1','summary':[{'type':'summary_text','text':'Hm.'}],"
                + "'encrypted_content':'gA'}}",
            "{'type':'response.output_text.delta','output_index':1,'content_index':0,'delta':'Hi'}",
            "{'type':'response.output_text.done','output_index':1,'content_index':0,'text':'Hi'}",
            "{'type':'response.output_item.done','output_index':1,'item':{'type':'message',"
                + "'content':[{'type':'output_text','text':'Hi'}]}}",
            "{'type':'response.output_item.done','output_index':2,'item':{'type':'web_search_call',"
                + "'id':'ws_1'}}",
            COMPLETED);

    // Then
    assertThat(answer.candidates().getFirst().content())
        .satisfiesExactly(
            thought -> {
              assertThat(((Reasoning) thought).summaryParts()).containsExactly("Hm.");
              assertThat(((Reasoning) thought).signature()).isNotNull();
            },
            text -> assertThat(text).isEqualTo(Text.of("Hi")),
            kept -> assertThat(((Opaque) kept).type()).isEqualTo("web_search_call"));
  }

  @Test
  @Tag("pitfall-48")
  void rawTextIsAStringOfTheModel() {
    // When
    ToolCall call =
        (ToolCall)
            folded(
                    CREATED,
                    "{'type':'response.output_item.added','output_index':0,'item':{'type':"
                        + "'custom_tool_call','id':'ctc_1','call_id':'c','name':'p','input':''}}",
                    "{'type':'response.custom_tool_call_input.delta','output_index':0,"
                        + "'delta':'a\\n'}",
                    "{'type':'response.custom_tool_call_input.delta','output_index':0,"
                        + "'delta':'b'}",
                    "{'type':'response.output_item.done','output_index':0,'item':{'type':"
                        + "'custom_tool_call','call_id':'c','name':'p','input':'a\\nb'}}",
                    COMPLETED)
                .candidates()
                .getFirst()
                .content()
                .getFirst();

    // Then
    assertThat(call.freeform()).isTrue();
    assertThat(call.arguments()).isEqualTo(JsonText.ofString("a\nb"));
  }

  @Test
  @Tag("pitfall-139")
  void anEndWithoutALastEventIsACut() {
    assertThat(failure(CREATED).error().kind()).isEqualTo(ErrorKind.UPSTREAM_TRUNCATED);
    assertThat(failure(CREATED, "[DONE]").error().kind()).isEqualTo(ErrorKind.UPSTREAM_TRUNCATED);
  }

  @Test
  @Tag("pitfall-138")
  void failuresAreErrorsOfTheirCode() {
    assertThat(
            failure(
                    CREATED,
                    "{'type':'response.failed','response':{'status':'failed','error':{'code':"
                        + "'context_length_exceeded','message':'too long'}}}")
                .error()
                .kind())
        .isEqualTo(ErrorKind.CONTEXT_TOO_LONG);
    assertThat(
            failure("{'type':'error','code':'rate_limit_exceeded','message':'slow','param':null}")
                .error()
                .kind())
        .isEqualTo(ErrorKind.RATE_LIMIT);
    assertThat(failure(CREATED, "no json").error().kind()).isEqualTo(ErrorKind.BAD_UPSTREAM);
  }

  @Test
  @Tag("pitfall-117")
  void anIncompleteAnswerSaysWhy() {
    assertThat(
            read(
                    CREATED,
                    "{'type':'response.incomplete','response':{'status':'incomplete',"
                        + "'incomplete_details':{'reason':'max_output_tokens'},'output':[]}}")
                .getLast())
        .isInstanceOfSatisfying(
            StreamEvent.MessageEnd.class,
            end -> assertThat(end.stop().kind()).isEqualTo(Kind.MAX_TOKENS));
  }
}
