package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.model.Message;
import java.util.List;

/**
 * The turns of a request.
 *
 * @param system leading instructions, one block each
 * @param messages the turns after them
 * @param places where each of the turns began
 */
record InputItems(List<Located> system, List<Message> messages, List<ItemPlace> places) {}
