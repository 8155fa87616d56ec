//! Packed weights and what stands beside them.

use super::*;

fn roles(tensors: &[(&str, &'static str, &[u64])], bits: Option<u64>) -> Vec<Role> {
    let tensor = |(name, dtype, shape): &(&str, &'static str, &[u64])| Tensor {
        name: (*name).to_owned(),
        storage: Storage {
            name: dtype,
            block: 1,
            bits: 8,
            is_integer: true,
        },
        shape: shape.to_vec(),
        elements: shape.iter().product(),
        bytes: 0,
        file: 0,
    };
    let checkpoint = Checkpoint {
        format: Format::Safetensors,
        files: Vec::new(),
        tensors: tensors.iter().map(tensor).collect(),
        remarks: Vec::new(),
        metadata: Metadata::default(),
    };
    checkpoint.roles(bits)
}

/// Shapes as the libraries write them for a layer from 64 to 32 in groups of 32.
#[test]
fn quantised_weights() {
    let stands_for = |name: &str| Role::Packed {
        name: name.to_owned(),
        values: 2048,
    };
    let scales = |count: usize| vec![Role::Scale; count];
    let gptq: [(&str, &str, &[u64]); 4] = [
        ("q.g_idx", "I32", &[64]),
        ("q.qweight", "I32", &[8, 32]),
        ("q.qzeros", "I32", &[2, 4]),
        ("q.scales", "F16", &[2, 32]),
    ];
    let expected = [
        Role::Scale,
        stands_for("q.weight"),
        Role::Scale,
        Role::Scale,
    ];
    assert_eq!(roles(&gptq, None), expected);
    let awq: [(&str, &str, &[u64]); 3] = [
        ("q.qweight", "I32", &[64, 4]),
        ("q.qzeros", "I32", &[2, 4]),
        ("q.scales", "F16", &[2, 32]),
    ];
    assert_eq!(roles(&awq, None)[0], stands_for("q.weight"));
    let bytes: [(&str, &str, &[u64]); 4] = [
        ("q.weight", "U8", &[1024, 1]),
        ("q.weight.absmax", "U8", &[32]),
        ("q.weight.quant_map", "F32", &[16]),
        ("q.weight.quant_state.bitsandbytes__nf4", "U8", &[80]),
    ];
    assert_eq!(
        roles(&bytes, None),
        [vec![stands_for("q.weight")], scales(3)].concat()
    );
    let mx: [(&str, &str, &[u64]); 2] = [
        ("up_blocks", "U8", &[32, 2, 16]),
        ("up_scales", "U8", &[32, 2]),
    ];
    assert_eq!(roles(&mx, None), [stands_for("up"), Role::Scale]);
    let words: [(&str, &str, &[u64]); 3] = [
        ("q.weight_packed", "I32", &[32, 8]),
        ("q.weight_scale", "BF16", &[32, 2]),
        ("q.weight_shape", "I64", &[2]),
    ];
    assert_eq!(
        roles(&words, Some(4)),
        [vec![stands_for("q.weight")], scales(2)].concat()
    );
    let unclear = Role::Unclear {
        name: "q.weight".to_owned(),
    };
    assert_eq!(roles(&words, None)[0], unclear);
    let wide: [(&str, &str, &[u64]); 2] = [
        ("q.weight", "F8_E4M3", &[32, 64]),
        ("q.weight_scale_inv", "F32", &[1, 1]),
    ];
    assert_eq!(roles(&wide, None), [Role::Plain, Role::Scale]);
}
