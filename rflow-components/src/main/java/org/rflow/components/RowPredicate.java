package org.rflow.components;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What most expressions over rows are: fields compared with texts, joined by {@code &&}, {@code ||} and {@code !}. Such a one is answered
 * here, because CEL's interpreter takes longer for it than reading and parsing the row. Whatever is unusual, a field that
 * is missing above all, has no answer here: CEL has the say.
 */
@FunctionalInterface
interface RowPredicate {
    /** {@code null} when CEL is to be asked. */
    @Nullable
    Boolean of(Map<?, ?> row);

    /** The same test as the expression, where it is one of these. */
    static Optional<RowPredicate> of(CelExpr expression) {
        if (expression.exprKind().getKind() != ExprKind.Kind.CALL) {
            return Optional.empty();
        }
        CelCall call = expression.call();
        List<CelExpr> arguments = call.args();
        return switch (call.function()) {
            case "_==_" -> comparison(arguments, true);
            case "_!=_" -> comparison(arguments, false);
            case "_&&_" -> joined(arguments, false);
            case "_||_" -> joined(arguments, true);
            case "!_" -> of(arguments.get(0)).map(RowPredicate::negated);
            default -> Optional.empty();
        };
    }

    private static Optional<RowPredicate> comparison(List<CelExpr> sides, boolean wanted) {
        Optional<String> field = field(sides.get(0)).or(() -> field(sides.get(1)));
        Optional<String> text = text(sides.get(1)).or(() -> text(sides.get(0)));
        return field.flatMap(name -> text.map(value -> comparison(name, value, wanted)));
    }

    private static RowPredicate comparison(String field, String text, boolean wanted) {
        return row -> row.get(field) instanceof String value ? Boolean.valueOf(value.equals(text) == wanted) : null;
    }

    /** Answers as soon as one of two gives {@code deciding}. */
    private static Optional<RowPredicate> joined(List<CelExpr> sides, boolean deciding) {
        return of(sides.get(0))
                .flatMap(left -> of(sides.get(1)).map(right -> row -> {
                    Boolean first = left.of(row);
                    return (first == null || first == deciding) ? first : right.of(row);
                }));
    }

    private static RowPredicate negated(RowPredicate test) {
        return row -> {
            Boolean answer = test.of(row);
            return answer == null ? null : Boolean.valueOf(!answer);
        };
    }

    private static Optional<String> text(CelExpr expression) {
        if (expression.exprKind().getKind() != ExprKind.Kind.CONSTANT) {
            return Optional.empty();
        }
        CelConstant constant = expression.constant();
        return constant.getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(constant.stringValue())
                : Optional.empty();
    }

    /** Of {@code data["field"]} or {@code data.field}. */
    private static Optional<String> field(CelExpr expression) {
        return switch (expression.exprKind().getKind()) {
            case CALL ->
                expression.call().function().equals("_[_]")
                                && isData(expression.call().args().get(0))
                        ? text(expression.call().args().get(1))
                        : Optional.empty();
            case SELECT ->
                !expression.select().testOnly() && isData(expression.select().operand())
                        ? Optional.of(expression.select().field())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isData(CelExpr expression) {
        return expression.exprKind().getKind() == ExprKind.Kind.IDENT
                && expression.ident().name().equals("data");
    }
}
