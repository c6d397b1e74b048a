//! What a process costs: CPU of all its threads, its wall time, the most memory it held.

use std::{
    process::{Command, Stdio},
    time::Instant,
};

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
        .stderr(Stdio::inherit())
        .output()
        .expect("this program starts");
    assert!(output.status.success(), "{command:?} failed");
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
    assert!(ended.status.success(), "{} failed", command[0]);
    let cpu = ended.rusage.utime + ended.rusage.stime;
    let kibibytes = u32::try_from(ended.rusage.maxrss / 1024).expect("less than four tebibytes");
    println!(
        "{} {} {}",
        cpu.as_secs_f64() * 1e3,
        wall.as_secs_f64() * 1e3,
        f64::from(kibibytes) / 1024.0
    );
}

/// Each figure's median.
pub fn median(costs: &[Cost]) -> Cost {
    let middle = |figure: fn(&Cost) -> f64| {
        let mut figures: Vec<f64> = costs.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures[figures.len() / 2]
    };
    Cost {
        cpu_ms: middle(|cost| cost.cpu_ms),
        wall_ms: middle(|cost| cost.wall_ms),
        peak_mib: middle(|cost| cost.peak_mib),
    }
}
