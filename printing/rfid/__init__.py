"""What writes RAIN tags: label printers (zpl), network readers (llrp) and modules on a serial port (serial)."""
