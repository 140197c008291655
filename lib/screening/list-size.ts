/** The largest upload of a list with all its files; the published ones are half of it. */
export const LIST_MAX_BYTES = 20 * 1024 * 1024;
