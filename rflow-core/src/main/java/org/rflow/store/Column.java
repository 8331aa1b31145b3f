package org.rflow.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.PreparedBatch;

/** A column of a table, and how its text goes into a statement and comes out of a result. */
record Column(String name, Kind kind) {

    enum Kind {
        TEXT,
        NUMBER,
        FLAG
    }

    static Column text(String name) {
        return new Column(name, Kind.TEXT);
    }

    static Column number(String name) {
        return new Column(name, Kind.NUMBER);
    }

    static Column flag(String name) {
        return new Column(name, Kind.FLAG);
    }

    void bind(PreparedBatch batch, int position, Row row) {
        switch (kind) {
            case TEXT -> batch.bind(position, row.find(name).orElse(null));
            case NUMBER -> batch.bind(position, row.number(name));
            case FLAG -> batch.bind(position, row.flag(name));
        }
    }

    void read(ResultSet result, int position, Row row) throws SQLException {
        String text = switch (kind) {
            case TEXT -> result.getString(position);
            case NUMBER -> Integer.toString(result.getInt(position));
            case FLAG -> Boolean.toString(result.getBoolean(position));
        };
        if (text != null) {
            row.with(name, text);
        }
    }
}
