package io.rq.testkit.jdbc;

import io.rq.BackendException;
import io.rq.spi.Bytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One transaction: what is said to the database, and what others shall hear of it. Names, ids and
 * constants are given as they are, and kept as their text.
 */
final class Sql {

  private final Connection connection;
  private final Set<News> news = EnumSet.noneOf(News.class);

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Changes rows, and says how many. */
  int update(String statement, @Nullable Object... values) {
    try (PreparedStatement prepared = prepare(statement, values)) {
      return prepared.executeUpdate();
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  <T> List<T> list(Row<T> row, String query, @Nullable Object... values) {
    try (PreparedStatement prepared = prepare(query, values);
        ResultSet rows = prepared.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(row.read(rows));
      }
      return found;
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  <T> Optional<T> first(Row<T> row, String query, @Nullable Object... values) {
    return list(row, query, values).stream().findFirst();
  }

  void announce(News what) {
    news.add(what);
  }

  Set<News> news() {
    return news;
  }

  static BackendException broken(SQLException e) {
    return new BackendException("The database did not do as it was told: " + e.getMessage(), e);
  }

  private PreparedStatement prepare(String statement, @Nullable Object... values)
      throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(statement);
    for (int i = 0; i < values.length; i++) {
      prepared.setObject(i + 1, column(values[i]));
    }
    return prepared;
  }

  private static @Nullable Object column(@Nullable Object value) {
    if (value instanceof Record || value instanceof Enum) {
      return value.toString();
    }
    return value instanceof Bytes bytes ? bytes.array() : value;
  }

  /** What one row says. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }
}
