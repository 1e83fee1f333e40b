//! What a file is called, as far as its sender's word is taken.

/// In characters.
const LONGEST: usize = 120;

/// The last part of the name without what a page, a terminal or a file system would stumble over; the ending stays.
pub(super) fn cleaned(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !misleads(*c)).collect();
    let plain = plain.trim().trim_start_matches('.').trim();
    if plain.is_empty() {
        return "file".to_owned();
    }
    if plain.chars().count() <= LONGEST {
        return plain.to_owned();
    }
    let (stem, ending) = match plain.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 10 => (stem, format!(".{ending}")),
        _ => (plain, String::new()),
    };
    let kept: String = stem.chars().take(LONGEST - ending.chars().count()).collect();
    kept + &ending
}

/// Signs that control, are not seen, or turn the direction of writing, so that a name seems to end in another way.
fn misleads(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFD}')
        || ['<', '>', ':', '"', '|', '?', '*'].contains(&c)
}

#[cfg(test)]
mod tests {
    use super::cleaned;

    #[test]
    fn names_lose_what_misleads_and_keep_their_ending() {
        for (sent, name) in [
            ("leak.jpg", "leak.jpg"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\ann\\Fuite d’eau.png", "Fuite d’eau.png"),
            ("photo\u{202E}gpj.exe", "photogpj.exe"),
            ("a\r\nb\0.txt", "ab.txt"),
            (" .htaccess", "htaccess"),
            ("", "file"),
            ("...", "file"),
        ] {
            assert_eq!(cleaned(sent), name);
        }
        let long = cleaned(&format!("{}.jpeg", "x".repeat(300)));
        assert!(long.ends_with("x.jpeg") && long.chars().count() == 120);
    }
}
