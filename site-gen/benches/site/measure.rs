//! What a process costs: CPU of all its threads, its wall time, the most memory it held.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use tempfile::TempDir;
use wait4::Wait4;

/// Of one process, from its start to its end.
#[derive(Clone, Copy)]
pub struct Cost {
    pub cpu_ms: f64,
    pub wall_ms: f64,
    pub peak_mib: f64,
}

/// Runs a command below a process of its own: one that is started counts as its memory what the process that
/// started it had, and this one holds whole sites.
pub fn run(command: &Command) -> Cost {
    let output = Command::new(std::env::current_exe().expect("this program"))
        .arg("--measure")
        .arg(command.get_program())
        .args(command.get_args())
        .output()
        .expect("this program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed: {said}");
    let text = String::from_utf8(output.stdout).expect("three numbers");
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [cpu_ms, wall_ms, peak_mib] = numbers[..] else { panic!("three numbers, not {text}") };
    Cost { cpu_ms, wall_ms, peak_mib }
}

/// Runs the command and prints what it, and whatever it waited for, cost.
pub fn child(command: &[&str]) {
    let started = Instant::now();
    let ended = Command::new(command[0])
        .args(&command[1..])
        .stdout(Stdio::null())
        .spawn()
        .expect("the command starts")
        .wait4()
        .expect("what it cost");
    let wall = started.elapsed();
    // A check that finds something ends with 1.
    let is_done = matches!(ended.status.code(), Some(0 | 1));
    assert!(is_done, "{} failed", command[0]);
    let cpu = ended.rusage.utime + ended.rusage.stime;
    let kibibytes = u32::try_from(ended.rusage.maxrss / 1024).expect("less than four tebibytes");
    println!(
        "{} {} {}",
        cpu.as_secs_f64() * 1e3,
        wall.as_secs_f64() * 1e3,
        f64::from(kibibytes) / 1024.0
    );
}

/// Each figure's least: what else the machine does can only add to it.
pub fn least(costs: &[Cost]) -> Cost {
    let least =
        |figure: fn(&Cost) -> f64| costs.iter().map(figure).min_by(f64::total_cmp).expect("a cost");
    Cost {
        cpu_ms: least(|cost| cost.cpu_ms),
        wall_ms: least(|cost| cost.wall_ms),
        peak_mib: least(|cost| cost.peak_mib),
    }
}

/// A folder in memory, where the system has one: a disk is not what is measured.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.expect("a temporary folder")
}
