/**
 * The words of sessions.xlsx: the head and the meaning of every column, in the order of the sheet, and what cells show instead
 * of the words of sessions.parquet. docs/sessions.md has the same meanings.
 */
export const sessionTable = {
  fieldHeads: { head: "Column", meaning: "What it holds", name: "Name in sessions.parquet" },
  onlyHere: "—",
  open: "open",
  values: {
    yes: "yes",
    hit: "yes",
    miss: "no",
    promoter: "promoter",
    passive: "passive",
    detractor: "detractor",
  },
  columns: {
    reason: { head: "Reason", meaning: "Only on the sheet “Invalid rows”: why the row is not counted." },
    created_at: { head: "Created", meaning: "When the session was created. Local time." },
    operator_name: {
      head: "Operator",
      meaning: "The operator's name; of several operators, the last one. Empty if the session has no operator.",
    },
    channel: { head: "Channel", meaning: "The messenger or site from which the client wrote." },
    class: {
      head: "Class",
      meaning:
        "Spam, handled, lost, unanswered, waiting for an operator or bot only. Every session has exactly one class.",
    },
    first_reply_seconds: {
      head: "First reply, s",
      meaning:
        "Seconds from the assignment of the operator (without one, from the moment the operator took the session) to the operator's first message.",
    },
    in_sl1: {
      head: "Answered in time",
      meaning:
        "Whether the first reply came within the target. Lost, unanswered and waiting sessions: no. Empty: the service level (SL) leaves the session out.",
    },
    nps: { head: "NPS rating", meaning: "The client's NPS rating, 0 to 10." },
    csi_share: {
      head: "CSI, %",
      meaning:
        "The client's CSI rating as a share of the highest possible one, in per cent. The report's CSI is the mean of this column.",
    },
    duration_seconds: {
      head: "Dialogue, s",
      meaning: "How long the operator's dialogue lasted, in whole seconds. 0 is shown as empty.",
    },
    client_messages: { head: "Client messages", meaning: "How many messages the client wrote." },
    operator_messages: { head: "Operator messages", meaning: "How many messages operators wrote." },
    group_names: {
      head: "Groups",
      meaning:
        "The operator groups by the names that the report's settings give them; a group without a name is shown by its ID. Separated by commas.",
    },
    url: { head: "Link", meaning: "Opens the session in TWIN." },
    date: { head: "Date", meaning: "The local date on which the session was created." },
    half_hour: {
      head: "Half hour",
      meaning: "The half hour in which the session was created, by its start on the local clock, such as 12:30.",
    },
    hour: { head: "Hour", meaning: "The hour in which the session was created on the local clock, 0 to 23." },
    in_nps: {
      head: "NPS group",
      meaning:
        "Promoter (9 or 10), passive (7 or 8) or detractor (0 to 6) if NPS counts the session. Bot-only sessions have it too; the class tells them apart.",
    },
    in_csi: { head: "Counted in CSI", meaning: "Yes if the report's CSI counts the session." },
    in_top_box: {
      head: "High rating (CSAT)",
      meaning:
        "Whether the CSI rating is one of the high ones, such as 4 or 5 of 5. Empty: the figure leaves the session out.",
    },
    csi: { head: "CSI rating", meaning: "The client's CSI rating as it was given." },
    csi_max: { head: "CSI scale", meaning: "The highest possible CSI rating of the session." },
    csi_percent: { head: "CSI by TWIN, %", meaning: "The CSI in per cent, as TWIN computed it." },
    rating: { head: "TWIN rating", meaning: "The client's rating on the scale of TWIN, apart from NPS and CSI." },
    fcr: {
      head: "Resolved at first contact",
      meaning: "Whether the client's question was resolved at the first contact.",
    },
    in_fcr: {
      head: "Counts as resolved",
      meaning:
        "How the rate of questions resolved at the first contact counts the session: yes, no, or empty if it leaves the session out.",
    },
    transferred: { head: "Transferred", meaning: "Whether the session went to another operator." },
    in_transfer: {
      head: "Counts as transferred",
      meaning: "How the transfer rate counts the session: yes, no, or empty if it leaves the session out.",
    },
    in_containment: {
      head: "Closed by the bot",
      meaning:
        "How the share of sessions that the bot closed alone counts the session: yes, no, or empty if it leaves the session out.",
    },
    in_frt: { head: "Counted in first reply", meaning: "Yes if the mean first reply time counts the session." },
    first_reply_target_seconds: {
      head: "Target, s",
      meaning: "The target for the first reply that applies to the session, in seconds.",
    },
    last_word_unanswered: {
      head: "Last message unanswered",
      meaning: "Whether the operator did not answer the client's last message.",
    },
    bot_messages: { head: "Bot messages", meaning: "How many messages the bot wrote." },
    closed_by: { head: "Closed by", meaning: "The name of the operator who closed the session." },
    bot_name: { head: "Bot", meaning: "The name of the bot." },
    chat_name: { head: "Widget", meaning: "The name of the chat widget." },
    price: { head: "Cost", meaning: "The cost of the session." },
    status: { head: "Status", meaning: "The status of the session as TWIN names it." },
    bot_status: { head: "Bot status", meaning: "The status of the bot as TWIN names it." },
    problems: {
      head: "Problems",
      meaning:
        "Which values of the row are invalid or were cut: field and reason, separated by semicolons. The values themselves are not shown.",
    },
    closed_at: { head: "Closed", meaning: "When the session was closed; empty while it is open. Local time." },
    lifetime_seconds: {
      head: "Duration, s",
      meaning:
        "Whole seconds from creation to closing; empty while the session is open. It is also correct when clocks are set back. A negative duration is invalid and left empty.",
    },
    assigned_at: { head: "Operator assigned", meaning: "When an operator was assigned. Local time." },
    taken_at: { head: "Taken by operator", meaning: "When an operator took the session. Local time." },
    first_reply_at: { head: "First reply at", meaning: "When the operator wrote for the first time. Local time." },
    last_reply_at: { head: "Last reply at", meaning: "When the operator wrote for the last time. Local time." },
    operator_not_found_at: {
      head: "No operator found",
      meaning: "When the search for an operator failed. Local time.",
    },
    updated_at: { head: "Changed", meaning: "When TWIN last changed the session. Local time." },
    created_at_utc: {
      head: "Created (UTC)",
      meaning: "When the session was created, in UTC. It tells the two equal hours apart when clocks are set back.",
    },
    client_name: { head: "Client", meaning: "Personal: the client's name. Masked: initials." },
    client_phone: { head: "Phone", meaning: "Personal: the client's phone number. Masked: its last two digits." },
    client_ip: {
      head: "IP address",
      meaning: "Personal: the client's IP address. Masked: its network, /16 (IPv6: /32).",
    },
    country: { head: "Country", meaning: "Personal: the client's country. Masked: unchanged." },
    region: { head: "Region", meaning: "Personal: the client's region. Masked: unchanged." },
    city: { head: "City", meaning: "Personal: the client's city. Masked: unchanged." },
    referer: { head: "Referrer", meaning: "Personal: the page that led the client to the chat." },
    user_agent: { head: "Browser", meaning: "Personal: the client's browser, as it names itself." },
    dialog_results: { head: "Dialogue results", meaning: "Personal: the results of the dialogue, as JSON." },
    operator_results: { head: "Operator results", meaning: "Personal: what the operator recorded, as JSON." },
    api_metrics: { head: "TWIN metrics", meaning: "Personal: the metrics that TWIN sent with the session, as JSON." },
    id: { head: "Session ID", meaning: "The ID of the session." },
    operator_id: { head: "Operator ID", meaning: "The ID of the operator." },
    operator_groups: { head: "Group IDs", meaning: "The IDs of the operator groups, separated by spaces." },
    bot_id: { head: "Bot ID", meaning: "The ID of the bot." },
    chat_id: { head: "Widget ID", meaning: "The ID of the chat widget." },
    company_id: { head: "Company ID", meaning: "The ID of the company." },
    client_id: {
      head: "Client ID",
      meaning:
        "Personal: the client's ID. Masked: the first 12 hex digits of its HMAC-SHA256 under the deployment's key, so that one client can be recognised in several sessions.",
    },
    client_external_id: {
      head: "External client ID",
      meaning: "Personal: the client's ID in another system. Masked: like the client ID.",
    },
    client_device: {
      head: "Device ID",
      meaning: "Personal: the ID of the client's device. Masked: like the client ID.",
    },
  },
};
