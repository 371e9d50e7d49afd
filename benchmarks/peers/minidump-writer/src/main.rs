//! Dumps the process named by the first argument into the file named by the second.

use minidump_writer::minidump_writer::MinidumpWriterConfig;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let process_id = arguments.next().ok_or("usage: PID FILE")?.parse()?;
    let mut file = std::fs::File::create(arguments.next().ok_or("usage: PID FILE")?)?;
    MinidumpWriterConfig::new(process_id, process_id).write(&mut file)?;
    Ok(())
}
