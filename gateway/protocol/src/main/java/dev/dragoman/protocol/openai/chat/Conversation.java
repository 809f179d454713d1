package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.Message;
import java.util.List;

/**
 * The turns of a request.
 *
 * @param system leading instructions, one block each
 */
record Conversation(List<ContentBlock> system, List<Message> messages) {}
