/** How the task list says where a section stands. */
export const stateFaces = {
  complete: { word: "Complete", icon: "check", tone: "ok" },
  begun: { word: "Begun", icon: "pencil", tone: "held" },
  empty: { word: "Not started", icon: "open", tone: "quiet" },
  problem: { word: "Needs attention", icon: "alert", tone: "danger" },
  ready: { word: "Ready", icon: "right", tone: "ok" },
  waiting: { word: "Cannot submit yet", icon: "lock", tone: "quiet" },
} as const;
