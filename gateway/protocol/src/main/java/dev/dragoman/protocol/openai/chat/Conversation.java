package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.model.Message;
import java.util.List;

/**
 * The turns of a request.
 *
 * @param system leading instructions, one block each
 * @param messages the turns after them
 * @param places where each of the turns stood
 */
record Conversation(List<Placed> system, List<Message> messages, List<ChatPlace> places) {}
