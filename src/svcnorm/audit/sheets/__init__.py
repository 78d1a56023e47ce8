"""The store as an Excel workbook: figures asked of it as a whole, the rest conversation by conversation."""
