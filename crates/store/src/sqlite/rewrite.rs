//! PostgreSQL's spelling, in which all SQL of the house is written, as SQLite takes it.
//!
//! | written | for SQLite |
//! |---|---|
//! | `$1` | `?1` (`$1` would be a *name*, numbered by first appearance) |
//! | `x = ANY($1)`, `x <> ALL($1)` | `x IN (SELECT value FROM rarray(?1))`, `NOT IN` |
//! | `unnest($1::bigint[]) AS b` | `(SELECT value AS b FROM rarray(?1)) AS b` |
//! | `x::bigint`, `COLLATE "C"`, `FOR UPDATE …` | without |
//! | `greatest(…)`, `least(…)` | `max(…)`, `min(…)` |
//!
//! In migrations also `BIGINT PRIMARY KEY` → `INTEGER PRIMARY KEY`, `BIGSERIAL PRIMARY KEY` → the same with `AUTOINCREMENT`,
//! `BYTEA` → `BLOB`, `JSONB` → `TEXT`, `CREATE SEQUENCE n_seq` → a counter row. What only SQLite is to read stands in a
//! comment, `/* SQLite: … */`.

use std::borrow::Cow;

/// A statement of the product.
pub(super) fn statement(sql: &str) -> String {
    rewritten(sql, common)
}

/// The text of a migration.
pub(super) fn script(sql: &str) -> String {
    rewritten(&uncommented(sql), |tokens| schema(tokens).or_else(|| common(tokens)))
}

/// With what is meant for SQLite alone.
fn uncommented(sql: &str) -> String {
    let mut parts = sql.split("/* SQLite:");
    let mut all = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // only the first end of a comment is this one's
        let (ours, rest) = part.split_once("*/").unwrap_or((part, ""));
        all.extend([ours, " ", rest]);
    }
    all
}

/// What a rule makes of the tokens that it recognised, and how many those were.
type Change<'a> = (Cow<'a, str>, usize);

fn rewritten<'a>(sql: &'a str, rule: impl Fn(&[&'a str]) -> Option<Change<'a>>) -> String {
    let tokens = tokens(sql);
    let mut out = String::with_capacity(sql.len() + tokens.len());
    let mut rest = tokens.as_slice();
    while let Some(first) = rest.first() {
        let (text, used) = rule(rest).unwrap_or((Cow::Borrowed(first), 1));
        out.push_str(&text);
        out.push(' ');
        rest = &rest[used..];
    }
    out
}

fn common<'a>(tokens: &[&'a str]) -> Option<Change<'a>> {
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.eq_ignore_ascii_case(word));
    match tokens[0] {
        "=" if is(1, "ANY") => member(tokens, 2, "IN"),
        "<>" if is(1, "ALL") => member(tokens, 2, "NOT IN"),
        "::" => Some((Cow::Borrowed(""), 1 + type_length(&tokens[1..]))),
        word if word.starts_with('$') => Some((format!("?{}", &word[1..]).into(), 1)),
        word if word.eq_ignore_ascii_case("unnest") => unnest(tokens),
        word if word.eq_ignore_ascii_case("collate") && is(1, "\"C\"") => Some((Cow::Borrowed(""), 2)),
        word if word.eq_ignore_ascii_case("greatest") && is(1, "(") => Some((Cow::Borrowed("max"), 1)),
        word if word.eq_ignore_ascii_case("least") && is(1, "(") => Some((Cow::Borrowed("min"), 1)),
        word if word.eq_ignore_ascii_case("for") => row_lock(tokens).map(|used| (Cow::Borrowed(""), used)),
        _ => None,
    }
}

/// `($1)` or `($1::bigint[])` at `at`, after `= ANY`.
fn member<'a>(tokens: &[&'a str], at: usize, operator: &str) -> Option<Change<'a>> {
    let (number, end) = list_parameter(tokens, at)?;
    Some((format!(" {operator} (SELECT value FROM rarray(?{number}))").into(), end))
}

fn unnest<'a>(tokens: &[&'a str]) -> Option<Change<'a>> {
    let (number, mut end) = list_parameter(tokens, 1)?;
    if tokens.get(end).is_some_and(|word| word.eq_ignore_ascii_case("as")) {
        end += 1;
    }
    let alias = tokens.get(end).filter(|word| word.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    Some((format!("(SELECT value AS {alias} FROM rarray(?{number})) AS {alias}").into(), end + 1))
}

/// The number of the parameter in parentheses at `at`, and where its closing parenthesis ends.
fn list_parameter<'a>(tokens: &[&'a str], at: usize) -> Option<(&'a str, usize)> {
    let number = tokens.get(at + 1)?.strip_prefix('$').filter(|_| tokens[at] == "(")?;
    let mut end = at + 2;
    if tokens.get(end) == Some(&"::") {
        end += 1 + type_length(&tokens[end + 1..]);
    }
    (tokens.get(end) == Some(&")")).then_some((number, end + 1))
}

/// `bigint` or `bigint[]`.
fn type_length(tokens: &[&str]) -> usize {
    if tokens.get(1..3) == Some(&["[", "]"]) { 3 } else { 1 }
}

/// `FOR [NO KEY] UPDATE | SHARE [OF x] [SKIP LOCKED | NOWAIT]`: one writer needs no row locks.
fn row_lock(tokens: &[&str]) -> Option<usize> {
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.eq_ignore_ascii_case(word));
    let mut end = if is(1, "no") && is(2, "key") { 3 } else { 1 };
    if !is(end, "update") && !is(end, "share") {
        return None;
    }
    end += 1;
    end += if is(end, "of") { 2 } else { 0 };
    end += if is(end, "skip") && is(end + 1, "locked") { 2 } else { usize::from(is(end, "nowait")) };
    Some(end)
}

fn schema<'a>(tokens: &[&'a str]) -> Option<Change<'a>> {
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.eq_ignore_ascii_case(word));
    let key = is(1, "primary") && is(2, "key");
    Some(match tokens[0] {
        // an alias of the row's own number; a BIGINT would get an index beside it
        "BIGINT" if key => (Cow::Borrowed("INTEGER"), 1),
        // never the number of a row that was deleted: what still names that one would name the new row
        "BIGSERIAL" if key => (Cow::Borrowed("INTEGER PRIMARY KEY AUTOINCREMENT"), 3),
        "BYTEA" => (Cow::Borrowed("BLOB"), 1),
        "JSONB" => (Cow::Borrowed("TEXT"), 1),
        "CREATE" if is(1, "sequence") => {
            let name = tokens.get(2)?.strip_suffix("_seq")?;
            (format!("INSERT INTO sequence (name, value) VALUES ('{name}', 0)").into(), 3)
        }
        _ => return None,
    })
}

/// Words, numbers, parameters, quoted texts and signs, without the space and the comments between them.
fn tokens(sql: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = sql.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '\'' | '"' => quoted_length(rest, first),
            ':' if rest.starts_with("::") => 2,
            '<' | '>' | '!' | '|' | '-' => sign_length(rest),
            c if is_word(c) || c == '$' => rest[1..].find(|c| !is_word(c)).map_or(rest.len(), |end| end + 1),
            c => c.len_utf8(),
        };
        let token = &rest[..length];
        if !token.starts_with("--") && !token.starts_with("/*") {
            found.push(token);
        }
        rest = rest[length..].trim_start();
    }
    found
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '.'
}

/// Up to the closing quote, past doubled ones.
fn quoted_length(rest: &str, quote: char) -> usize {
    let mut end = 1;
    while let Some(next) = rest[end..].find(quote) {
        end += next + 1;
        if !rest[end..].starts_with(quote) {
            return end;
        }
        end += 1;
    }
    rest.len()
}

fn sign_length(rest: &str) -> usize {
    let sign = ["->>", "->", "<>", "<=", ">=", "!=", "||"].into_iter().find(|sign| rest.starts_with(sign));
    sign.map_or(1, str::len)
}

#[cfg(test)]
mod tests {
    use super::{script, statement};

    /// Both with single spaces, since spacing does not matter.
    fn same(rewritten: String, expected: &str) {
        assert_eq!(rewritten.split_whitespace().collect::<Vec<_>>(), expected.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn parameters_are_numbered_by_number() {
        same(statement("SELECT $2, $1, $12"), "SELECT ?2 , ?1 , ?12");
    }

    #[test]
    fn lists_are_unfolded() {
        same(
            statement("WHERE a.id = ANY($3) AND b <> ALL ( $4::bigint[] )"),
            "WHERE a.id IN (SELECT value FROM rarray(?3)) AND b NOT IN (SELECT value FROM rarray(?4))",
        );
        same(
            statement("FROM unnest($1::bigint[]) AS b, unnest($2::text[]) t WHERE"),
            "FROM (SELECT value AS b FROM rarray(?1)) AS b , (SELECT value AS t FROM rarray(?2)) AS t WHERE",
        );
    }

    #[test]
    fn row_locks_are_dropped() {
        for lock in ["FOR UPDATE", "for update skip locked", "FOR NO KEY UPDATE OF job NOWAIT", "FOR SHARE"] {
            same(statement(&format!("SELECT a FROM job LIMIT 1 {lock}")), "SELECT a FROM job LIMIT 1");
        }
        same(statement("SELECT for_sale FROM t"), "SELECT for_sale FROM t");
    }

    #[test]
    fn casts_collations_and_functions() {
        same(
            statement("SELECT greatest(a::bigint, $1::text), least(a,b) FROM t ORDER BY n COLLATE \"C\""),
            "SELECT max ( a , ?1 ) , min ( a , b ) FROM t ORDER BY n",
        );
    }

    #[test]
    fn quoted_texts_and_operators_stay() {
        same(
            statement("SELECT 'it''s $1 :: -- no', \"a$1\", a->>'k', a || b -- $2 = ANY($3)\n WHERE a<>b AND c>=-1"),
            "SELECT 'it''s $1 :: -- no' , \"a$1\" , a ->> 'k' , a || b WHERE a <> b AND c >= - 1",
        );
        same(statement("SELECT 'never closed"), "SELECT 'never closed");
        same(statement("SELECT 'ä' /* never closed"), "SELECT 'ä'");
    }

    #[test]
    fn migrations_are_translated() {
        same(
            script("CREATE TABLE t (id BIGSERIAL PRIMARY KEY, n BIGINT NOT NULL, d BYTEA, j JSONB DEFAULT '{}');"),
            "CREATE TABLE t ( id INTEGER PRIMARY KEY AUTOINCREMENT , n BIGINT NOT NULL , d BLOB , j TEXT DEFAULT '{}' ) ;",
        );
        same(
            script("(a BIGINT /* SQLite: PRIMARY KEY */ NOT NULL) /* SQLite: WITHOUT ROWID */; /* note */ -- x"),
            "( a INTEGER PRIMARY KEY NOT NULL ) WITHOUT ROWID ;",
        );
        same(script("CREATE SEQUENCE item_seq;"), "INSERT INTO sequence (name, value) VALUES ('item', 0) ;");
    }
}
