/** Screening. */
export const screening = {
  "screening.loaded": "Loaded a screening list",
  "screening.kept_aside": "Kept a screening list aside for a second officer",
  "screening.adopt_list": "Take a screening list into use",
  "screening.load": "Load a screening list",
  "screening.hit_found": "Found somebody like a name on a list",
  "screening.hits_lapsed": "Let likenesses to a list lapse",
  "screening.run": "Compare customers with the lists",
  "screening.run_ended": "Compared every customer with the lists",
  "screening.decided": "Decided on a likeness to a list",
  "screening.decide": "Decide on a likeness to a list",
  "screening.read": "See screening",
} as const;
