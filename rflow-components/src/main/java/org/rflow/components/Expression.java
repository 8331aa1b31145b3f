package org.rflow.components;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import dev.cel.runtime.CelVariableResolver;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * A CEL expression over a message, compiled once. Variables are {@code data}, {@code type} and {@code properties}. Used by
 * one thread.
 */
final class Expression {
    private static final Map<String, CelType> VARIABLES = Map.of(
            "data", SimpleType.DYN,
            "type", SimpleType.STRING,
            "properties", MapType.create(SimpleType.STRING, SimpleType.STRING));

    private final Program program;
    private final @Nullable RowPredicate shortcut;
    private final Variables variables = new Variables();

    private Expression(Program program, @Nullable RowPredicate shortcut) {
        this.program = program;
        this.shortcut = shortcut;
    }

    /** One that is true or false; {@link IllegalArgumentException} says what is wrong with the text, and where. */
    static Expression compile(String text) {
        CelEnvironment.Compiled compiled = CelEnvironment.compile(text, VARIABLES, SimpleType.BOOL);
        return new Expression(
                compiled.program(), RowPredicate.of(compiled.tree().getExpr()).orElse(null));
    }

    /** One that gives anything, for {@link #value}. */
    static Expression compileValue(String text) {
        return new Expression(
                CelEnvironment.compile(text, VARIABLES, SimpleType.DYN).program(), null);
    }

    /** Whether it is true for the message; {@link MessageException} when it has no answer. */
    boolean isTrue(Message message) {
        if (message.type().equals(CoreTypes.ROW)) {
            Boolean answer = answerForRow((Map<?, ?>) message.data());
            if (answer != null) {
                return answer;
            }
        }
        return evaluate(message);
    }

    /** The answer without CEL; {@code null} when CEL has to be asked. */
    @Nullable
    Boolean answerForRow(Map<?, ?> row) {
        return shortcut == null ? null : shortcut.of(row);
    }

    /** The answer by CEL. */
    boolean evaluate(Message message) {
        if (answer(message) instanceof Boolean answer) {
            return answer;
        }
        throw new MessageException("the expression is neither true nor false");
    }

    /** What it gives for the message, as {@link CelValues#plain}; {@link MessageException} when it has no answer. */
    @Nullable
    Object value(Message message) {
        return CelValues.plain(answer(message));
    }

    private Object answer(Message message) {
        variables.message = message;
        try {
            return program.eval(variables);
        } catch (CelEvaluationException e) {
            throw new MessageException("the expression has no answer: " + e.getMessage(), e);
        } finally {
            variables.message = null;
        }
    }

    /** The current message's parts; taken from it only when the expression names them. */
    private static final class Variables implements CelVariableResolver {
        private @Nullable Message message;

        @Override
        public Optional<Object> find(String name) {
            if (message == null) {
                return Optional.empty();
            }
            return switch (name) {
                case "data" -> Optional.of(data(message));
                case "type" -> Optional.of(message.type().name());
                case "properties" -> Optional.of(message.properties());
                default -> Optional.empty();
            };
        }

        private static Object data(Message message) {
            // the texts of a row need no view
            return message.type().equals(CoreTypes.ROW) ? message.data() : CelValues.of(message.data());
        }
    }
}
