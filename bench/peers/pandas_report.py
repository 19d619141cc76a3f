"""The day's report as an analyst would write it with pandas and XlsxWriter: the peer that `npm run bench` compares with.

It reads the same pages as the report, computes the same metrics by group-bys, and writes the same rows and columns into
sessions.xlsx, the figures into report.xlsx and report.json, and a mail. test/bench/pandas-report.slow.test.ts compares cells
and figures of a small day with the report's own.

What it leaves out, all of it work that the report does: every check of what the API sends (a value of another type ends the
program or becomes empty, and the column "problems" stays empty), findings and data quality, targets of single groups,
sessions.parquet, tally.json, revisions, the sheets of definitions and columns, small numbers shown as counts, texts that are harmful in
a cell, NFC. It holds the whole day in memory, and pages by offset, so sessions that are added or deleted meanwhile shift pages.
"""
import argparse
import atexit
import hmac
import ipaddress
import json
import os
import re
import resource
from email.message import EmailMessage

import numpy as np
import pandas as pd
import requests
import xlsxwriter

PAGE = 1000
MOST_ATTACHED = 7_000_000
Z = 1.959964
TIMES = {
    "created_at": "createdAt",
    "closed_at": "closedAt",
    "updated_at": "updatedAt",
    "assigned_at": "operatorAssignedAt",
    "taken_at": "takenByOperatorAt",
    "operator_not_found_at": "operatorNotFoundAt",
    "first_reply_at": "operatorFirstMessageCreatedAt",
    "last_reply_at": "operatorLastMessageCreatedAt",
}
# The columns of sessions.xlsx in their order, and their heads.
HEADS = {
    "created_at": "Created",
    "operator_name": "Operator",
    "channel": "Channel",
    "class": "Class",
    "first_reply_seconds": "First reply, s",
    "in_sl1": "Answered in time",
    "nps": "NPS rating",
    "csi_share": "CSI, %",
    "duration_seconds": "Dialogue, s",
    "client_messages": "Client messages",
    "operator_messages": "Operator messages",
    "group_names": "Groups",
    "date": "Date",
    "half_hour": "Half hour",
    "hour": "Hour",
    "in_nps": "NPS group",
    "in_csi": "Counted in CSI",
    "in_top_box": "High rating (CSAT)",
    "csi": "CSI rating",
    "csi_max": "CSI scale",
    "csi_percent": "CSI by TWIN, %",
    "rating": "TWIN rating",
    "fcr": "Resolved at first contact",
    "in_fcr": "Counts as resolved",
    "transferred": "Transferred",
    "in_transfer": "Counts as transferred",
    "in_containment": "Closed by the bot",
    "in_frt": "Counted in first reply",
    "first_reply_target_seconds": "Target, s",
    "last_word_unanswered": "Last message unanswered",
    "bot_messages": "Bot messages",
    "closed_by": "Closed by",
    "bot_name": "Bot",
    "chat_name": "Widget",
    "price": "Cost",
    "status": "Status",
    "bot_status": "Bot status",
    "problems": "Problems",
    "closed_at": "Closed",
    "lifetime_seconds": "Duration, s",
    "assigned_at": "Operator assigned",
    "taken_at": "Taken by operator",
    "first_reply_at": "First reply at",
    "last_reply_at": "Last reply at",
    "operator_not_found_at": "No operator found",
    "updated_at": "Changed",
    "created_at_utc": "Created (UTC)",
    "client_name": "Client",
    "client_phone": "Phone",
    "client_ip": "IP address",
    "country": "Country",
    "region": "Region",
    "city": "City",
    "id": "Session ID",
    "operator_id": "Operator ID",
    "operator_groups": "Group IDs",
    "bot_id": "Bot ID",
    "chat_id": "Widget ID",
    "company_id": "Company ID",
    "client_id": "Client ID",
    "client_external_id": "External client ID",
    "client_device": "Device ID",
}
NUMBERS = [
    "operatorMessageCount", "clientMessageCount", "botMessageCount", "nps", "csi", "csiMax", "csiPercent", "rating",
    "operatorDialogDuration", "price", "fcr", "switchAnotherOperator", "noResponseOperatorToClient", "markedAsSpam",
    "isLostSession",
]  # fmt: skip
CLASSES = ["spam", "handled", "lost", "unanswered", "waiting", "bot_only"]
BANDS = [15, 30, 60, 120, 300, 900]


def main():
    options = argparse.ArgumentParser(description="A day's report with pandas and XlsxWriter.")
    for name in ["url", "out", "from", "to", "zone", "fields", "first-reply-seconds", "mask-key"]:
        options.add_argument(f"--{name}", required=True)
    given = vars(options.parse_args())
    start, end = pd.Timestamp(given["from"]), pd.Timestamp(given["to"])
    rows = fetch(given["url"], start, end, given["fields"])
    sessions = prepare(rows, (start, end), given["zone"], int(given["first_reply_seconds"]))
    del rows
    os.makedirs(given["out"], exist_ok=True)
    place = lambda name: os.path.join(given["out"], name)
    report = figures(sessions)
    with open(place("report.json"), "w") as file:
        json.dump(report, file, indent=2)
    write_report(place("report.xlsx"), report)
    write_sessions(place("sessions.xlsx"), sessions, given["zone"], given["mask_key"].encode())
    write_mail(place("mail.eml"), report, [place("report.xlsx"), place("sessions.xlsx")])
    print(json.dumps({"sessions": len(sessions)}))


# --- reading


def fetch(url, start, end, fields):
    """All rows of the day, page by page over one connection."""
    client = requests.Session()
    login = client.post(f"{url}/login", json={"email": "bench@example.com", "password": "bench"}, timeout=60)
    client.headers["authorization"] = f"Bearer {login.json()['authToken']}"
    rows = []
    while True:
        query = {
            "fields": fields,
            "from": start.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
            "to": end.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
            "sort": "createdAt",
            "limit": PAGE,
            "offset": len(rows),
        }
        answer = client.get(f"{url}/sessions", params=query, timeout=60)
        answer.raise_for_status()
        page = json.loads(answer.content)
        rows += page["items"]
        if not page["items"] or len(rows) >= page["count"]:
            return rows


def prepare(rows, day, zone, target):
    """One row per session of the day, with typed columns and all that the metrics need of a session."""
    frame = pd.DataFrame(rows, dtype=object)
    frame = frame.dropna(subset=["id", "createdAt"]).drop_duplicates(["id", "createdAt"], keep="last")
    for column in TIMES.values():
        frame[column] = pd.to_datetime(frame[column], utc=True)
    for column in NUMBERS:
        frame[column] = frame[column].astype("float64")
    frame = frame[(frame["createdAt"] >= day[0]) & (frame["createdAt"] < day[1])]
    frame = frame.sort_values(["createdAt", "id"], ignore_index=True)
    for column in ["userId", "companyId"]:
        frame[column] = frame[column].map(str, na_action="ignore")
    frame["hour"] = frame["createdAt"].dt.tz_convert(zone).dt.hour

    grouped = frame["operatorGroupIds"].map(bool, na_action="ignore") == True  # noqa: E712
    people = ["operatorName", "userId", "operatorAssignedAt", "takenByOperatorAt", "operatorNotFoundAt", "closedByOperatorName"]
    offered = frame[people].notna().any(axis=1) | grouped
    closed = frame["closedAt"].notna()
    frame["class"] = np.select(
        [
            frame["markedAsSpam"] == 1,
            frame["operatorFirstMessageCreatedAt"].notna() | (frame["operatorMessageCount"] > 0),
            frame["isLostSession"] == 1,
            offered & closed,
            offered,
        ],
        CLASSES[:-1],
        CLASSES[-1],
    )
    reply = frame["operatorFirstMessageCreatedAt"] - frame["operatorAssignedAt"].fillna(frame["takenByOperatorAt"])
    frame["reply"] = whole(reply.dt.total_seconds())
    frame["lifetime"] = whole((frame["closedAt"] - frame["createdAt"]).dt.total_seconds())
    frame["duration"] = whole(frame["operatorDialogDuration"]).replace(0, np.nan)
    frame["target"] = float(target)

    pair = frame["csi"].notna() & frame["csiMax"].notna()
    valid_pair = pair & (frame["csiMax"] > 0) & (frame["csi"] > 0) & (frame["csi"] <= frame["csiMax"])
    derived = ~pair & (frame["csiPercent"] > 0) & (frame["csiPercent"] <= 100)
    share = (100 * frame["csi"] / frame["csiMax"]).where(valid_pair)
    frame["share"] = share.fillna(frame["csiPercent"].where(derived))
    frame["derived"] = derived
    frame["mismatch"] = valid_pair & ((frame["csiPercent"] - share).abs() > 0.5)
    frame["top_box"] = (valid_pair & (100 * frame["csi"] >= 80 * frame["csiMax"])) | (derived & (frame["csiPercent"] >= 80))
    return frame


def whole(seconds):
    return np.trunc(seconds.where(seconds >= 0))


# --- figures


def figures(sessions):
    counts = countable(sessions)
    groups = sessions["operatorGroupIds"].explode()
    keys = {
        "operators": sessions["userId"].fillna("name:" + sessions["operatorName"].astype("string")).astype(object),
        "groups": groups.map(str, na_action="ignore"),
        "channels": sessions["messengerType"],
        "bots": sessions["botId"],
        "chats": sessions["chatId"],
        "companies": sessions["companyId"],
        "hours": sessions["hour"],
    }
    names = {"operators": "operatorName", "bots": "botName", "chats": "chatName"}
    return {
        "reconciliation": {"in_day": len(sessions), **{name: int(counts[name].sum()) for name in CLASSES}},
        "metrics": metrics_by(counts, pd.Series("all", index=counts.index))[0]["metrics"],
        "breakdowns": {
            name: metrics_by(counts.loc[key.index], key, names_of(sessions, key, names.get(name)))
            for name, key in keys.items()
        },
    }


def names_of(sessions, key, column):
    return {} if column is None else sessions[column].groupby(key).last().to_dict()


def countable(s):
    """What each session adds to the counts and sums."""
    is_class = {name: s["class"] == name for name in CLASSES}
    handled, bot_only = is_class["handled"], is_class["bot_only"]
    offered = handled | is_class["lost"] | is_class["unanswered"] | is_class["waiting"]
    live, closed = ~is_class["spam"], s["closedAt"].notna()
    reply, duration, share = s["reply"].where(handled), s["duration"].where(handled), s["share"].where(handled)
    has_reply = s["operatorFirstMessageCreatedAt"].notna() & (s["operatorAssignedAt"].notna() | s["takenByOperatorAt"].notna())
    any_csi = s["csi"].notna() | s["csiPercent"].notna()
    c = {
        **is_class,
        "live": live,
        "offered": offered,
        "open": live & ~closed,
        "closed_bot_only": bot_only & closed,
        "closed_offered": offered & closed,
        "closed_without_reply": is_class["unanswered"] & s["closedByOperatorName"].notna(),
        "frt_n": reply.notna(),
        "frt_sum": reply,
        "frt_missing": handled & ~has_reply,
        "frt_invalid": handled & has_reply & reply.isna(),
        "frt_within": reply <= s["target"],
        "duration_n": duration.notna(),
        "duration_sum": duration,
        "duration_missing": handled & ~(s["operatorDialogDuration"].abs() >= 1),
        "duration_invalid": handled & (s["operatorDialogDuration"] < 0),
        "csi_n": share.notna(),
        "csi_sum": share,
        "csi_missing": handled & ~any_csi,
        "csi_invalid": handled & any_csi & share.isna(),
        "csi_derived": handled & s["derived"],
        "csi_mismatch": handled & s["mismatch"],
        "csi_top": handled & s["top_box"],
        "rating_n": handled & s["rating"].notna(),
        "rating_sum": s["rating"].where(handled),
        "ratings_elsewhere": offered & ~handled & (s["nps"].notna() | s["csi"].notna()),
        "price_n": live & s["price"].notna(),
        "price_sum": s["price"].where(live),
    }
    for name, scope in {"nps": handled, "nps_bot": bot_only}.items():
        mark = s["nps"].where(scope)
        c[f"{name}_promoters"] = mark.between(9, 10)
        c[f"{name}_passives"] = mark.between(7, 8)
        c[f"{name}_detractors"] = mark.between(0, 6)
        c[f"{name}_missing"] = scope & s["nps"].isna()
        c[f"{name}_invalid"] = scope & s["nps"].notna() & ~mark.between(0, 10)
    for name, field in {"transfer": "switchAnotherOperator", "no_reply": "noResponseOperatorToClient", "fcr": "fcr"}.items():
        c[f"{name}_n"] = handled & s[field].notna()
        c[f"{name}_yes"] = handled & (s[field] == 1)
    for name in ["client", "operator", "bot"]:
        c[f"messages_{name}_n"] = live & s[f"{name}MessageCount"].notna()
        c[f"messages_{name}_sum"] = s[f"{name}MessageCount"].where(live)
    for index, (low, high) in enumerate(zip([-1, *BANDS], [*BANDS, np.inf])):
        c[f"band_{index}"] = (reply > low) & (reply <= high)
    return pd.DataFrame(c).astype("float64").assign(reply=reply, duration=duration)


def metrics_by(counts, key, names={}):
    key = key.fillna("none").rename("key")
    by = counts.groupby(key.values)
    sums = by.sum()
    sums["frt_max"] = by["reply"].max()
    replies, durations = by["reply"].quantile([0.5, 0.9, 0.95]).unstack(), by["duration"].quantile([0.5, 0.9]).unstack()
    for percent in [50, 90, 95]:
        sums[f"frt_p{percent}"] = replies[percent / 100]
    for percent in [50, 90]:
        sums[f"duration_p{percent}"] = durations[percent / 100]
    return [
        {"key": str(key), "name": names.get(key, str(key)), "metrics": metrics(row)}
        for key, row in zip(sums.index, sums.to_dict("records"))
    ]


def metrics(c):
    count = lambda name: int(c[name])
    frt_n, duration_n, csi_n = count("frt_n"), count("duration_n"), count("csi_n")
    offered, closed_bot = count("offered"), count("closed_bot_only")
    sl1 = rate(count("frt_within"), offered - count("frt_missing") - count("frt_invalid"))
    simple = ["offered", *CLASSES[1:], "open", "spam", "closed_without_reply", "ratings_elsewhere"]
    return {
        "sessions": {"value": count("live")},
        **{name: {"value": count(name)} for name in simple},
        "lost_rate": rate(count("lost"), offered),
        "unanswered_rate": rate(count("unanswered"), offered),
        "containment": rate(closed_bot, closed_bot + count("closed_offered")),
        "transfer_rate": rate(count("transfer_yes"), count("transfer_n")),
        "no_reply_to_last": rate(count("no_reply_yes"), count("no_reply_n")),
        **{f"messages_{who}": total(c, f"messages_{who}") for who in ["client", "operator", "bot"]},
        "nps": nps(c, "nps"),
        "nps_bot": nps(c, "nps_bot"),
        "nps_coverage": rate(nps(c, "nps")["n"], count("handled")),
        "csi": {**mean(c, "csi"), "invalid": count("csi_invalid"), "derived": count("csi_derived"), "mismatch": count("csi_mismatch")},
        "csat_top_box": {**rate(count("csi_top"), csi_n), **wilson(count("csi_top"), csi_n)},
        "csi_coverage": rate(csi_n, count("handled")),
        "rating": {**mean({**c, "rating_missing": c["handled"] - c["rating_n"]}, "rating")},
        "frt": {
            **mean(c, "frt"),
            "invalid": count("frt_invalid"),
            "max": count("frt_max") if frt_n else None,
            "bands": [count(f"band_{index}") for index in range(len(BANDS) + 1)],
        },
        "frt_p50": {"value": c["frt_p50"] if frt_n else None, "n": frt_n},
        "frt_p90": {"value": c["frt_p90"] if frt_n >= 10 else None, "n": frt_n},
        "frt_p95": {"value": c["frt_p95"] if frt_n >= 20 else None, "n": frt_n},
        "sl1": {**sl1, "value": None if count("handled") and not frt_n else sl1["value"]},
        "sl1_answered": rate(count("frt_within"), frt_n),
        "duration": {**mean(c, "duration"), "invalid": count("duration_invalid")},
        "duration_p50": {"value": c["duration_p50"] if duration_n else None, "n": duration_n},
        "duration_p90": {"value": c["duration_p90"] if duration_n >= 10 else None, "n": duration_n},
        "fcr": rate(count("fcr_yes"), count("fcr_n")),
        "fcr_coverage": rate(count("fcr_n"), count("handled")),
        "price_total": {**total(c, "price"), "missing": count("live") - count("price_n")},
        "price_per_session": mean({**c, "price_missing": c["live"] - c["price_n"]}, "price"),
    }


def rate(numerator, denominator):
    value = 100 * numerator / denominator if denominator else None
    return {"value": value, "n": denominator, "numerator": numerator, "denominator": denominator}


def total(c, name):
    n = int(c[f"{name}_n"])
    return {"value": c[f"{name}_sum"] if n else None, "n": n}


def mean(c, name):
    n = int(c[f"{name}_n"])
    return {"value": c[f"{name}_sum"] / n if n else None, "n": n, "missing": int(c[f"{name}_missing"])}


def nps(c, name):
    parts = {part: int(c[f"{name}_{part}"]) for part in ["promoters", "passives", "detractors"]}
    n = sum(parts.values())
    others = {part: int(c[f"{name}_{part}"]) for part in ["missing", "invalid"]}
    if n == 0:
        return {"value": None, "n": 0, **parts, "low": None, "high": None, **others}
    p, d = (parts["promoters"] + 0.75) / (n + 3), (parts["detractors"] + 0.75) / (n + 3)
    reach = Z * ((p + d - (p - d) ** 2) / (n + 3)) ** 0.5
    value = 100 * (parts["promoters"] - parts["detractors"]) / n
    limits = {"low": max(-100, 100 * (p - d - reach)), "high": min(100, 100 * (p - d + reach))}
    return {"value": value, "n": n, **parts, **limits, **others}


def wilson(k, n):
    if n == 0:
        return {"low": None, "high": None}
    centre, reach = k + Z**2 / 2, Z * (k * (n - k) / n + Z**2 / 4) ** 0.5
    low, high = 100 * (centre - reach) / (n + Z**2), 100 * (centre + reach) / (n + Z**2)
    return {"low": 0 if k == 0 else low, "high": 100 if k == n else high}


# --- files


def write_report(path, report):
    """A sheet for the day and one for each breakdown, with the value of every metric."""
    workbook = xlsxwriter.Workbook(path, {"constant_memory": True})
    bold, number = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "0.0"})
    sheet = workbook.add_worksheet("Summary")
    sheet.set_column(0, 0, 24)
    for row, (name, metric) in enumerate(report["metrics"].items()):
        sheet.write(row, 0, name, bold)
        sheet.write(row, 1, metric["value"], number if isinstance(metric["value"], float) else None)
        sheet.write(row, 2, metric.get("n"))
    for title, rows in report["breakdowns"].items():
        sheet = workbook.add_worksheet(title.capitalize())
        sheet.freeze_panes(1, 2)
        sheet.write_row(0, 0, ["key", "name", *report["metrics"]], bold)
        for row, line in enumerate(rows, start=1):
            values = [metric["value"] for metric in line["metrics"].values()]
            sheet.write_row(row, 0, [line["key"], line["name"], *values], number)
    workbook.close()


def write_sessions(path, sessions, zone, key):
    """One row per session. Typed writers and one row after another: the fastest way that XlsxWriter has."""
    workbook = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = workbook.add_worksheet("Sessions")
    head, time = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    columns = session_columns(sessions, zone, key)
    writers = {
        "text": (sheet.write_string, None),
        "number": (sheet.write_number, None),
        "boolean": (sheet.write_boolean, None),
        "time": (sheet.write_datetime, time),
        "date": (sheet.write_datetime, workbook.add_format({"num_format": "yyyy-mm-dd"})),
    }
    for column, (name, kind, _) in enumerate(columns):
        sheet.set_column(column, column, max(20 if kind == "time" else 10, len(name) + 4))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(sessions), len(columns) - 1)
    for column, (name, _, _) in enumerate(columns):
        sheet.write_string(0, column, name, head)
    used = [writers[kind] for _, kind, _ in columns]
    for first in range(0, len(sessions), 10_000):
        chunk = [cells(values.iloc[first : first + 10_000], kind) for _, kind, values in columns]
        for row, line in enumerate(zip(*chunk), start=first + 1):
            for column, value in enumerate(line):
                if value is not None:
                    write, form = used[column]
                    write(row, column, value, form)
    workbook.close()


def cells(values, kind):
    """Plain Python values, None for an empty cell."""
    plain = values.dt.to_pydatetime() if kind in ["time", "date"] else values.astype(object).to_numpy()
    return np.where(values.notna(), plain, None).tolist()


def session_columns(s, zone, key):
    local = {name: s[field].dt.tz_convert(zone).dt.tz_localize(None) for name, field in TIMES.items()}
    handled, live = s["class"] == "handled", s["class"] != "spam"
    rated = handled & s["share"].notna()
    replied = handled & s["reply"].notna()
    missed = s["class"].isin(["lost", "unanswered", "waiting"])
    pseudonym = lambda text: hmac.digest(key, text.encode(), "sha256").hex()[:12]
    columns = [
        ("id", "text", s["id"]),
        *[(name, "time", values) for name, values in local.items()],
        ("created_at_utc", "time", s["createdAt"].dt.tz_localize(None)),
        ("lifetime_seconds", "number", s["lifetime"]),
        ("hour", "number", s["hour"]),
        ("class", "text", s["class"].replace("bot_only", "bot only")),
        ("company_id", "text", s["companyId"]),
        ("chat_id", "text", s["chatId"]),
        ("chat_name", "text", s["chatName"]),
        ("bot_id", "text", s["botId"]),
        ("bot_name", "text", s["botName"]),
        ("channel", "text", s["messengerType"]),
        ("status", "text", s["status"]),
        ("bot_status", "text", s["botStatus"]),
        ("operator_id", "text", s["userId"]),
        ("operator_name", "text", s["operatorName"]),
        ("operator_groups", "text", s["operatorGroupIds"].map(lambda ids: " ".join(map(str, ids)) or None, na_action="ignore")),
        ("closed_by", "text", s["closedByOperatorName"]),
        ("client_messages", "number", s["clientMessageCount"]),
        ("operator_messages", "number", s["operatorMessageCount"]),
        ("bot_messages", "number", s["botMessageCount"]),
        ("first_reply_seconds", "number", s["reply"]),
        ("first_reply_target_seconds", "number", s["target"]),
        ("duration_seconds", "number", s["duration"]),
        ("nps", "number", s["nps"]),
        ("csi", "number", s["csi"]),
        ("csi_max", "number", s["csiMax"]),
        ("csi_percent", "number", s["csiPercent"]),
        ("csi_share", "number", s["share"]),
        ("rating", "number", s["rating"]),
        ("fcr", "boolean", s["fcr"]),
        ("transferred", "boolean", s["switchAnotherOperator"]),
        ("last_word_unanswered", "boolean", s["noResponseOperatorToClient"]),
        ("price", "number", s["price"]),
        ("in_nps", "text", choose(s, [s["nps"] >= 9, s["nps"] >= 7, s["nps"] >= 0], ["promoter", "passive", "detractor"], handled | (s["class"] == "bot_only"))),
        ("in_csi", "text", choose(s, [rated], ["yes"])),
        ("in_frt", "text", choose(s, [replied], ["yes"])),
        ("in_top_box", "text", hit_or_miss(s, s["top_box"], rated)),
        ("in_sl1", "text", choose(s, [missed, replied & (s["reply"] <= s["target"]), replied], ["no", "yes", "no"])),
        ("in_fcr", "text", hit_or_miss(s, s["fcr"] == 1, handled & s["fcr"].notna())),
        ("in_transfer", "text", hit_or_miss(s, s["switchAnotherOperator"] == 1, handled & s["switchAnotherOperator"].notna())),
        ("in_containment", "text", hit_or_miss(s, s["class"] == "bot_only", live & s["closedAt"].notna())),
        ("problems", "text", choose(s, [], [])),
        ("client_name", "text", masked(s["name"], initials)),
        ("client_id", "text", masked(s["clientId"], pseudonym)),
        ("client_external_id", "text", masked(s["clientExternalId"], pseudonym)),
        ("client_phone", "text", masked(s["whatsappPhone"], last_digits)),
        ("client_device", "text", masked(s["clientDeviceId"], pseudonym)),
        ("client_ip", "text", masked(s["clientIp"], network)),
        ("country", "text", s["countryName"]),
        ("region", "text", s["regionName"]),
        ("city", "text", s["city"]),
        ("date", "date", local["created_at"].dt.normalize()),
        ("half_hour", "text", local["created_at"].dt.floor("30min").dt.strftime("%H:%M")),
        ("group_names", "text", s["operatorGroupIds"].map(lambda ids: ", ".join(map(str, ids)) or None, na_action="ignore")),
    ]
    by_name = {name: (kind, values) for name, kind, values in columns}
    return [(head, *by_name[name]) for name, head in HEADS.items()]


def choose(s, conditions, texts, scope=True):
    chosen = pd.Series(None, index=s.index, dtype=object)
    for condition, text in reversed(list(zip(conditions, texts))):
        chosen[condition & scope] = text
    return chosen


def hit_or_miss(s, hit, scope):
    return choose(s, [hit, ~hit], ["yes", "no"], scope)


def masked(values, mask):
    return values.map({text: mask(text) for text in values.dropna().unique()})


def initials(text):
    letters = [found.group() for word in text.split(" ") if (found := re.search(r"[^\W\d_]", word))]
    return " ".join(f"{letter.upper()}." for letter in letters[:3]) or None


def last_digits(text):
    digits = re.findall(r"\d", text)
    return None if len(digits) < 7 else "".join(digits[-2:])


def network(text):
    bits = 16 if "." in text else 32
    return str(ipaddress.ip_network(f"{text}/{bits}", strict=False))


def write_mail(path, report, files):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "reports@example.com", "team@example.com", "Support daily"
    lines = [f"{name}: {shown(metric['value'])}" for name, metric in report["metrics"].items()]
    rows = [
        f"{row['name']}: {row['metrics']['sessions']['value']} sessions, NPS {shown(row['metrics']['nps']['value'])}"
        for row in report["breakdowns"]["operators"]
    ]
    mail.set_content("\n".join([*lines, "", *rows]))
    attached = sorted(files, key=os.path.getsize)
    if sum(map(os.path.getsize, files)) >= MOST_ATTACHED:
        attached = [file for file in attached[:1] if os.path.getsize(file) < MOST_ATTACHED]
    for file in attached:
        with open(file, "rb") as content:
            subtype = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            mail.add_attachment(content.read(), "application", subtype, filename=os.path.basename(file))
    with open(path, "wb") as out:
        out.write(bytes(mail))


def shown(value):
    return "-" if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)


def leave_usage():
    """For the bench: what this process used, as bench/run-child.ts expects it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    # ru_maxrss may be that of the parent process; VmHWM is the peak of this one.
    with open("/proc/self/status") as status:
        peak = int(re.search(r"VmHWM:\s*(\d+)", status.read()).group(1)) / 1024
    with open(os.environ["BENCH_USAGE_FILE"], "a") as file:
        file.write(json.dumps({"cpu": used.ru_utime + used.ru_stime, "peak": peak}) + "\n")


if __name__ == "__main__":
    if "BENCH_USAGE_FILE" in os.environ:
        atexit.register(leave_usage)
    main()
