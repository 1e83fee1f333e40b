//! Turns every message of `locales/en/*.ftl` into a typed method of `T`, so that a missing message does not compile.
//! `nav-home` without arguments becomes `nav_home() -> &'static str`; with `{ $n }` it becomes `list_more(n) -> String`.
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::{collections::BTreeMap, env, fmt::Write, fs, path::Path};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales/en");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("locales/en").map(|entry| entry.expect("entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "ftl"));
    files.sort();
    let mut messages = BTreeMap::new();
    let mut source = String::new();
    for path in &files {
        println!("cargo:rerun-if-changed={}", path.display());
        let text = fs::read_to_string(path).expect("a readable locale file");
        read(&text, path, &mut messages);
        source.push_str(&text);
        source.push('\n');
    }
    let out = Path::new(&env::var("OUT_DIR").expect("OUT_DIR")).join("messages.rs");
    fs::write(out, generate(&messages, &source)).expect("writable OUT_DIR");
}

fn read(text: &str, path: &Path, messages: &mut BTreeMap<String, Vec<String>>) {
    let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(_, e)| panic!("{}: {e:?}", path.display()));
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut arguments = vec![];
        if let Some(pattern) = &message.value {
            arguments_of(pattern, &mut arguments);
        }
        let before = messages.insert(message.id.name.to_owned(), arguments);
        assert!(before.is_none(), "{}: message {} is there twice", path.display(), message.id.name);
    }
}

fn arguments_of(pattern: &Pattern<&str>, found: &mut Vec<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => arguments_of_inline(inline, found),
                Expression::Select { selector, variants } => {
                    arguments_of_inline(selector, found);
                    variants.iter().for_each(|variant| arguments_of(&variant.value, found));
                }
            }
        }
    }
}

fn arguments_of_inline(inline: &InlineExpression<&str>, found: &mut Vec<String>) {
    match inline {
        InlineExpression::VariableReference { id } if !found.contains(&id.name.to_owned()) => {
            found.push(id.name.into())
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|inner| arguments_of_inline(inner, found));
        }
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inner) = expression.as_ref() {
                arguments_of_inline(inner, found);
            }
        }
        _ => {}
    }
}

fn generate(messages: &BTreeMap<String, Vec<String>>, source: &str) -> String {
    let mut out = String::new();
    let fixed: Vec<&String> = messages.iter().filter(|(_, a)| a.is_empty()).map(|(name, _)| name).collect();
    writeln!(out, "pub(crate) const SOURCE: &str = {source:?};").expect("string");
    writeln!(out, "pub(crate) const FIXED: &[&str] = &{fixed:?};").expect("string");
    out.push_str("#[allow(missing_docs)]\nimpl T {\n");
    for (name, arguments) in messages {
        let method = name.replace('-', "_");
        if arguments.is_empty() {
            let index = fixed.iter().position(|f| *f == name).expect("collected above");
            writeln!(out, "  pub fn {method}(self) -> &'static str {{ self.fixed({index}) }}").expect("string");
        } else {
            let parameters: Vec<String> =
                arguments.iter().map(|a| format!("{}: impl Into<FluentValue<'a>>", a.replace('-', "_"))).collect();
            let pairs: Vec<String> =
                arguments.iter().map(|a| format!("({a:?}, {}.into())", a.replace('-', "_"))).collect();
            writeln!(
                out,
                "  pub fn {method}<'a>(self, {}) -> String {{ self.formatted({name:?}, [{}]) }}",
                parameters.join(", "),
                pairs.join(", ")
            )
            .expect("string");
        }
    }
    out.push_str("}\n");
    out
}
