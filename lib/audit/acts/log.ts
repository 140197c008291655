/** Who looked at what. */
export const log = {
  "customer.viewed": "Saw a customer’s page",
  "account.viewed": "Saw an account’s page",
  "list.viewed": "Saw a list of customers or what is theirs",
  "activity.exported": "Exported the activity log",
  "activity.export": "Export the activity log",
  "activity.detail_read": "Opened the details of an act",
  "activity.read": "See the activity log",
} as const;
