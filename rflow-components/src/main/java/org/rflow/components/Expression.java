package org.rflow.components;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rflow.message.CoreTypes;
import org.rflow.message.Message;
import org.rflow.message.MessageException;

/**
 * A CEL expression over a message that is true or false, compiled once. Variables are {@code data}, {@code type} and
 * {@code properties}. Used by one thread.
 */
final class Expression {
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(1_000_000)
            .build();

    private final Program program;
    private final @Nullable RowPredicate shortcut;
    private final Variables variables = new Variables();

    private Expression(Program program, @Nullable RowPredicate shortcut) {
        this.program = program;
        this.shortcut = shortcut;
    }

    /** {@link IllegalArgumentException} says what is wrong with the text, and where. */
    static Expression compile(String text) {
        try {
            CelAbstractSyntaxTree checked = check(text);
            Program program = CelRuntimeFactory.legacyCelRuntimeBuilder()
                    .setOptions(OPTIONS)
                    .addLibraries(CelExtensions.strings(), CelExtensions.math())
                    .build()
                    .createProgram(checked);
            return new Expression(program, RowPredicate.of(checked.getExpr()).orElse(null));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static CelAbstractSyntaxTree check(String text) throws CelValidationException {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .excludeFunctions(CelStandardDeclarations.StandardFunction.INDEX)
                        .build())
                .addFunctionDeclarations(index())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.strings(), CelExtensions.math())
                .addVar("data", SimpleType.DYN)
                .addVar("type", SimpleType.STRING)
                .addVar("properties", MapType.create(SimpleType.STRING, SimpleType.STRING))
                .setResultType(SimpleType.BOOL)
                .build()
                .compile(text)
                .getAst();
    }

    /**
     * What an index gives is decided when it is evaluated. As declared by the standard, the checker of cel-java 0.14.0
     * takes {@code int(data["x"])} for {@code int(int)}, so a text there would have no answer.
     */
    private static CelFunctionDecl index() {
        return CelFunctionDecl.newFunctionDeclaration(
                "_[_]",
                CelOverloadDecl.newGlobalOverload(
                        "index_map", SimpleType.DYN, MapType.create(SimpleType.DYN, SimpleType.DYN), SimpleType.DYN),
                CelOverloadDecl.newGlobalOverload(
                        "index_list", SimpleType.DYN, ListType.create(SimpleType.DYN), SimpleType.INT));
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
        variables.message = message;
        try {
            if (program.eval(variables) instanceof Boolean answer) {
                return answer;
            }
            throw new MessageException("the expression is neither true nor false");
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
