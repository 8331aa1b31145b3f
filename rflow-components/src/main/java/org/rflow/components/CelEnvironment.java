package org.rflow.components;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;

/** Compiles CEL expressions: the same functions and limits in every component. */
final class CelEnvironment {
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(1_000_000)
            .build();

    private CelEnvironment() {}

    /** What an expression is, and what runs it. */
    record Compiled(CelAbstractSyntaxTree tree, Program program) {}

    /** {@link IllegalArgumentException} says what is wrong with the text, and where. */
    static Compiled compile(String text, Map<String, CelType> variables, CelType result) {
        try {
            CelAbstractSyntaxTree tree = check(text, variables, result);
            Program program = CelRuntimeFactory.legacyCelRuntimeBuilder()
                    .setOptions(OPTIONS)
                    .addLibraries(CelExtensions.strings(), CelExtensions.math())
                    .build()
                    .createProgram(tree);
            return new Compiled(tree, program);
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static CelAbstractSyntaxTree check(String text, Map<String, CelType> variables, CelType result)
            throws CelValidationException {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .excludeFunctions(CelStandardDeclarations.StandardFunction.INDEX)
                        .build())
                .addFunctionDeclarations(index())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.strings(), CelExtensions.math())
                .setResultType(result);
        variables.forEach(builder::addVar);
        return builder.build().compile(text).getAst();
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
}
