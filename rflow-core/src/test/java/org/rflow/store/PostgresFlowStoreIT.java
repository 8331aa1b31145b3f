package org.rflow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PostgresFlowStoreIT extends FlowStoreContract {
    private static EmbeddedPostgres postgres;

    private String url;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void createDatabase() throws SQLException {
        String name = "flow_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
            statement.execute("create role " + name + " superuser login password 'se&cret'");
        }
        url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + name + "?ApplicationName=test&user=" + name
                + "&password=se%26cret";
    }

    @Override
    String database() {
        return url;
    }

    @Override
    String strangersUrl() {
        return url;
    }

    @Test
    void neverShowsThePassword() {
        String wrong = url.replace("/flow_", "/missing_");

        assertThatThrownBy(() -> FlowStore.open(wrong)).satisfies(e -> {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString())
                    .contains("StoreException: config database 'jdbc:postgresql://localhost:" + postgres.getPort()
                            + "/missing_")
                    .contains("does not exist")
                    .doesNotContain("cret");
        });
    }
}
