/** How many days it takes until a cheque is known to be good. */
export const CLEARING_DAYS = 3;
/** How many months old a cheque may be: other banks pay no older one. */
export const MONTHS_GOOD = 6;
