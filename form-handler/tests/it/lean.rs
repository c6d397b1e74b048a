//! What must not come back into the Lambda: each costs more at the start than a whole request.

use std::process::Command;

/// Everything that is built into the Lambda's binary, a line each: its name, its version, its features.
fn tree() -> Vec<String> {
    let options = "tree --locked --offline --package form-handler --no-default-features \
                   --features lambda --edges normal,build --prefix none --format";
    let output = Command::new(env!("CARGO"))
        .args(options.split_whitespace().chain(["{p} {f}"]))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    text.lines().map(str::to_owned).collect()
}

#[test]
fn the_lambda_is_built_without_what_makes_it_slow() {
    let tree = tree();
    let has = |name: &str| tree.iter().any(|line| line.split(' ').next() == Some(name));

    for present in ["ring", "aws-sdk-dynamodb", "lambda_http"] {
        assert!(has(present), "{present}: is this the right tree?");
    }
    for absent in ["aws-lc-sys", "aws-lc-rs", "aws-config", "openssl-sys", "rusqlite", "regex"] {
        assert!(!has(absent), "{absent} is back");
    }
}

/// Whoever works from an office of AWS has AWS's own access.
#[test]
fn the_lambda_has_no_store_for_the_office() {
    let tree = tree();
    let ours = tree.iter().find(|line| line.starts_with("form-handler ")).unwrap();

    let features = ours.rsplit_once(' ').unwrap().1;

    let has = |feature| features.split(',').any(|name| name == feature);
    assert!(has("lambda") && !has("https"), "{ours}");
}
