//! What is in memory stays there: a program that crashes writes no copy of it to the disk.

use std::io;

/// No core file from here on, of this process and those that it starts.
///
/// On Linux, two locks: a limit does not hold where the system hands the dump to another program, as systemd's
/// does; that a process is not to be dumped does not outlive the start of another program.
///
/// # Errors
///
/// The system refuses. Other systems than Unix write no such file unless they are told to.
pub fn forbid() -> io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    }
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::{DumpableBehavior, dumpable_behavior};

    use super::*;

    #[test]
    fn neither_a_file_nor_another_program_gets_a_dump() {
        forbid().unwrap();

        let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        let words: Vec<&str> = core.split_whitespace().collect();
        assert_eq!(words[4..6], ["0", "0"]);
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
    }
}
