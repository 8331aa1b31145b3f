package org.rflow.store;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** All revisions, each row of each table kept as text, so that the tables themselves show the current one only. */
final class Archive {
    private Archive() {}

    static int nextRevision(Handle handle) {
        return handle.select("select coalesce(max(revision), 0) + 1 from revisions")
                .mapTo(Integer.class)
                .one();
    }

    static void add(Handle handle, int revision, String flow, Map<Table, List<Row>> rows) {
        handle.execute("insert into revisions (revision, flow) values (?, ?)", revision, flow);
        PreparedBatch batch = handle.prepareBatch(
                "insert into revision_rows (revision, table_name, position, content) values (?, ?, ?, ?)");
        rows.forEach((table, list) -> {
            for (int position = 0; position < list.size(); position++) {
                batch.add(
                        revision,
                        table.sqlName(),
                        position,
                        TextMap.write(list.get(position).values()));
            }
        });
        batch.execute();
    }

    static Map<Table, List<Row>> rows(Handle handle, int revision) {
        Map<Table, List<Row>> rows = new EnumMap<>(Table.class);
        handle.createQuery("select table_name, content from revision_rows where revision = ? order by position")
                .bind(0, revision)
                .map((result, context) -> Map.entry(result.getString(1), result.getString(2)))
                .forEach(row -> rows.computeIfAbsent(table(row.getKey()), table -> new ArrayList<>())
                        .add(new Row(TextMap.read(row.getValue()))));
        return rows;
    }

    static List<Revision> revisions(Handle handle) {
        return handle.createQuery("select revision, flow, created_at from revisions order by revision")
                .map((result, context) -> new Revision(
                        result.getInt(1),
                        result.getString(2),
                        result.getObject(3, OffsetDateTime.class).toInstant()))
                .list();
    }

    private static Table table(String name) {
        return Table.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
