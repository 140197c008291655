GRANT SELECT (format, pages) ON document_scans TO bank_read;
