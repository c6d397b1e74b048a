use super::*;

#[test]
fn a_mark_is_found_wherever_it_stands() {
    for byte in 0..=255 {
        for at in 0..40 {
            let mut bytes = [b'a'; 40];
            bytes[at] = byte;
            let expected = bytes.iter().position(|&byte| MARKS[usize::from(byte)]);
            assert_eq!(first_mark(&bytes), expected, "{byte} at {at}");
        }
    }
}
