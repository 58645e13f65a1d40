//! Sizes as people write them: `64M`, `1.5G`, `512 KiB`, `1048576`.

/// Bytes. Units are powers of 1024, whatever their spelling (`K`, `KB`, `KiB`).
pub fn parse_size(text: &str) -> Result<usize, String> {
    let text = text.trim();
    let digits = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let scale: f64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "k" | "kb" | "kib" => 1024.0,
        "m" | "mb" | "mib" => 1024.0 * 1024.0,
        "g" | "gb" | "gib" => 1024.0 * 1024.0 * 1024.0,
        "t" | "tb" | "tib" => 1024.0 * 1024.0 * 1024.0 * 1024.0,
        _ => {
            return Err(
                "not a size: write bytes or a number with K, M, G or T, such as 64M".into(),
            );
        }
    };
    let number: f64 = number.parse().map_err(|_| {
        "not a size: write bytes or a number with K, M, G or T, such as 64M".to_owned()
    })?;
    let bytes = number * scale;
    if bytes < 1.0 {
        return Err("a limit must be at least one byte".into());
    }
    if bytes >= isize::MAX as f64 {
        return Err("larger than any heap can be".into());
    }
    Ok(bytes as usize)
}
