//! What a process costs: CPU of all its threads, its wall time, the most memory it held.

use std::{
    process::{Command, Stdio},
    time::Instant,
};

use nix::sys::{
    resource::{UsageWho, getrusage},
    time::TimeValLike,
};

/// Of one process, from its start to its end.
#[derive(Clone, Copy)]
pub struct Cost {
    pub cpu_ms: f64,
    pub wall_ms: f64,
    pub peak_mib: f64,
}

/// Runs a command below a process of its own: the system adds up what children cost, and keeps the most
/// memory that any of them held.
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

/// Runs the command as this process's only child and prints what it cost.
pub fn child(command: &[&str]) {
    let started = Instant::now();
    let status = Command::new(command[0])
        .args(&command[1..])
        .stdout(Stdio::null())
        .status()
        .expect("the command starts");
    let wall = started.elapsed();
    assert!(status.success(), "{} failed", command[0]);
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("what it cost");
    let cpu = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    let micro = |count: i64| f64::from(u32::try_from(count).expect("less than an hour"));
    let wall = i64::try_from(wall.as_micros()).expect("less than an hour");
    // Linux counts memory in KiB.
    println!("{} {} {}", micro(cpu) / 1e3, micro(wall) / 1e3, micro(usage.max_rss()) / 1024.0);
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
