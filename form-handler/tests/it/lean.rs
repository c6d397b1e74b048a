//! What must not come back into the Lambda: each costs more at the start than a whole request.

use std::process::Command;

/// The names of everything that is built into the Lambda's binary.
fn tree() -> Vec<String> {
    let options = "tree --locked --offline --package form-handler --no-default-features \
                   --features lambda --edges normal,build --prefix none --format {p}";
    let output = Command::new(env!("CARGO"))
        .args(options.split_whitespace())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn the_lambda_is_built_without_what_makes_it_slow() {
    let tree = tree();

    for present in ["ring", "aws-sdk-dynamodb", "lambda_http"] {
        assert!(tree.iter().any(|name| name == present), "{present}: is this the right tree?");
    }
    for absent in ["aws-lc-sys", "aws-lc-rs", "aws-config", "openssl-sys", "rusqlite", "regex"] {
        assert!(!tree.iter().any(|name| name == absent), "{absent} is back");
    }
}
