//! GGUF headers, right and wrong.

use super::*;

/// A GGUF file: version 3, one key of each odd kind, one tensor.
fn gguf(shape: &[u64], kind: u32, offset: u64, data: usize) -> Vec<u8> {
    let mut bytes = b"GGUF".to_vec();
    let text = |bytes: &mut Vec<u8>, text: &str| {
        bytes.extend((text.len() as u64).to_le_bytes());
        bytes.extend(text.as_bytes());
    };
    bytes.extend(3_u32.to_le_bytes());
    bytes.extend(1_u64.to_le_bytes());
    bytes.extend(2_u64.to_le_bytes());
    text(&mut bytes, "general.name");
    bytes.extend(8_u32.to_le_bytes());
    text(&mut bytes, "tiny");
    text(&mut bytes, "tokens");
    bytes.extend(9_u32.to_le_bytes());
    bytes.extend(8_u32.to_le_bytes());
    bytes.extend(2_u64.to_le_bytes());
    text(&mut bytes, "x");
    text(&mut bytes, "yy");
    text(&mut bytes, "blk.0.attn_q.weight");
    bytes.extend(u32::try_from(shape.len()).unwrap().to_le_bytes());
    for size in shape {
        bytes.extend(size.to_le_bytes());
    }
    bytes.extend(kind.to_le_bytes());
    bytes.extend(offset.to_le_bytes());
    bytes.resize(bytes.len().next_multiple_of(32) + data, 0);
    bytes
}

#[test]
fn a_gguf_header() {
    // 256·2 elements in Q4_K: 2 blocks of 144 bytes.
    let checkpoint = read(&[("tiny.gguf", gguf(&[256, 2], 12, 0, 288))]).unwrap();
    let tensor = &checkpoint.tensors[0];
    assert_eq!(checkpoint.format, Format::Gguf);
    assert_eq!(
        (tensor.shape_text().as_str(), tensor.elements, tensor.bytes),
        ("[2, 256]", 512, 288)
    );
}

#[test]
fn lying_gguf_headers() {
    let told = |bytes: Vec<u8>| {
        let told = read(&[("tiny.gguf", bytes)]).map(|_| String::new());
        told.unwrap_or_else(|error| error.replace("checkpoint/header: tiny.gguf: ", ""))
    };
    let right = gguf(&[256, 2], 12, 0, 288);
    assert_eq!(told(right.clone()), "");
    let changed = |at: usize, to: &[u8]| {
        let mut bytes = right.clone();
        bytes[at..at + to.len()].copy_from_slice(to);
        bytes
    };
    let tensor = "tensor \"blk.0.attn_q.weight\"";
    for (bytes, expected) in [
        (
            changed(0, b"GGML"),
            "it does not begin with `GGUF`".to_owned(),
        ),
        (
            changed(4, &[9]),
            "its version is 9, and 2 and 3 are read".to_owned(),
        ),
        (
            changed(8, &[255; 7]),
            format!("it would hold {} tensors", (1_u64 << 56) - 1),
        ),
        (
            changed(16, &[255; 7]),
            format!("it would hold {} keys", (1_u64 << 56) - 1),
        ),
        (
            changed(24, &[255; 7]),
            format!(
                "a key of {} bytes, and at most 65535 are read",
                (1_u64 << 56) - 1
            ),
        ),
        (
            right[..60].to_vec(),
            "its header runs past the end of the file, at byte 60".to_owned(),
        ),
        (
            gguf(&[256, 2], 12, 0, 100),
            format!("{tensor} ends at byte 288 of the data, which has 100"),
        ),
        (
            gguf(&[256, 2], 99, 0, 288),
            format!("{tensor} has the unknown type 99"),
        ),
        (
            gguf(&[100, 2], 12, 0, 288),
            format!("{tensor} of Q4_K [2, 100] fills no whole blocks"),
        ),
        (
            gguf(&[1 << 40, 1 << 40], 0, 0, 0),
            format!("{tensor} has too many elements: [1099511627776, 1099511627776]"),
        ),
        (
            gguf(&[256, 2], 12, u64::MAX, 288),
            format!("{tensor} lies past every end"),
        ),
        (
            gguf(&[1; 9], 0, 0, 4),
            format!("{tensor} has 9 sizes, and at most 8 are read"),
        ),
    ] {
        assert_eq!(told(bytes), expected);
    }
}
