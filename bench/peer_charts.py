"""The twelve charts of charts.csv as a user of matplotlib would draw them: 1600x900, titles, direct labels, a source.

python3 peer_charts.py CHARTS_CSV FIGURES_FOLDER OUT_FOLDER

It prints the seconds that reading and drawing took, without the start of the process and the loading of matplotlib.
"""
import csv
import os
import sys
import time

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

started = time.perf_counter()
EARLY, LATE, FIRST = 2014, 2019, 2010
YEARS = range(FIRST, LATE + 1)
GREY, RED, BLUE = "#b0b0b0", "#c0392b", "#2c5f8a"
plt.rcParams["font.family"] = ["Liberation Sans", "DejaVu Sans"]


def read(path):
    out = {}
    with open(path, newline="", encoding="utf-8") as f:
        for row in csv.DictReader(f):
            if row["value"]:
                out.setdefault(row["economy"], {})[int(row["year"])] = float(row["value"])
    return out


def lines(fig, value, names):
    ax = fig.add_axes([0.06, 0.12, 0.84, 0.68])
    for k, n in enumerate(names):
        years = [y for y in YEARS if value(n, y) is not None]
        ax.plot(years, [value(n, y) for y in years], color=RED if k == 1 else GREY, lw=3)
        ax.text(years[-1] + 0.1, value(n, years[-1]), f"{n} {value(n, years[-1]):.0f}", va="center", fontsize=12)
    ax.set_ylim(bottom=0)
    ax.grid(True, axis="y")


def bars(fig, value, names):
    ax = fig.add_axes([0.1, 0.1, 0.84, 0.7])
    rows = sorted(((value(n, LATE) or 0, n) for n in names))
    ax.barh([n for _, n in rows], [v for v, _ in rows], color=BLUE)
    for k, (v, _) in enumerate(rows):
        ax.text(v, k, f" {v:.0f}", va="center", fontsize=12)


def dumbbell(fig, value, names):
    ax = fig.add_axes([0.1, 0.1, 0.84, 0.7])
    for k, n in enumerate(names):
        a, b = value(n, EARLY) or 0, value(n, LATE) or 0
        ax.plot([a, b], [k, k], color=GREY, lw=4, zorder=1)
        ax.scatter([a, b], [k, k], color=[GREY, BLUE], s=120, zorder=2)
        ax.text(b, k, f"   {b:.0f}", va="center", fontsize=12)
    ax.set_yticks(range(len(names)), names)
    ax.grid(True, axis="x")


def multiples(fig, value, names):
    axes = fig.subplots(2, 4, sharex=True, sharey=True)
    fig.subplots_adjust(left=0.05, right=0.97, bottom=0.1, top=0.78)
    for ax, n in zip(axes.flat, names):
        for other in names:
            years = [y for y in YEARS if value(other, y) is not None]
            ax.plot(years, [value(other, y) for y in years], color=BLUE if other == n else GREY, lw=3 if other == n else 1)
        ax.set_title(n, loc="left", fontweight="bold")
        ax.grid(True, axis="y")


def slope(fig, value, names):
    ax = fig.add_axes([0.2, 0.08, 0.6, 0.74])
    for n in names:
        a, b = value(n, EARLY) or 0, value(n, LATE) or 0
        ax.plot([0, 1], [a, b], color=GREY, lw=3, marker="o")
        ax.text(-0.02, a, f"{n} {a:.0f}", ha="right", va="center", fontsize=12)
        ax.text(1.02, b, f"{b:.0f} {n}", va="center", fontsize=12)
    ax.set_xticks([0, 1], [str(EARLY), str(LATE)])


def waterfall(fig, value, names):
    ax = fig.add_axes([0.06, 0.1, 0.9, 0.7])
    at = sum(value(n, EARLY) or 0 for n in names)
    ax.bar([str(EARLY)], [at], color=BLUE)
    for n in names:
        step = (value(n, LATE) or 0) - (value(n, EARLY) or 0)
        ax.bar([n], [step], bottom=[at], color=GREY)
        at += step
        ax.text(n, at, f"{step:+.0f}", ha="center", va="bottom", fontsize=12)
    ax.bar([str(LATE)], [at], color=BLUE)


def stacked(fig, value, names):
    ax = fig.add_axes([0.08, 0.1, 0.88, 0.68])
    years = [str(y) for y in range(FIRST, LATE + 1, 2)]
    sums = [sum(value(n, int(y)) or 0 for n in names) for y in years]
    left = [0.0] * len(years)
    for n in names:
        part = [100 * (value(n, int(y)) or 0) / s for y, s in zip(years, sums)]
        ax.barh(years, part, left=left, label=n)
        for k, (l, p) in enumerate(zip(left, part)):
            ax.text(l + p / 2, k, f"{p:.0f}", ha="center", va="center", fontsize=12)
        left = [l + p for l, p in zip(left, part)]
    ax.legend(ncol=len(names), loc="lower left", bbox_to_anchor=(0, 1), frameon=False)


def heatmap(fig, value, names):
    ax = fig.add_axes([0.08, 0.1, 0.9, 0.7])
    table = [[value(n, y) if value(n, y) is not None else float("nan") for y in YEARS] for n in names]
    ax.imshow(table, aspect="auto", cmap="Blues")
    for i, row in enumerate(table):
        for j, v in enumerate(row):
            if v == v:
                ax.text(j, i, f"{v:.0f}", ha="center", va="center", fontsize=12)
    ax.set_xticks(range(len(YEARS)), [str(y) for y in YEARS])
    ax.set_yticks(range(len(names)), names)


def scatter(fig, value, names):
    ax = fig.add_axes([0.06, 0.1, 0.9, 0.7])
    xs, ys = [value(n, EARLY) or 0 for n in names], [value(n, LATE) or 0 for n in names]
    ax.scatter(xs, ys, s=80, color=BLUE, alpha=0.6)
    for n, x, y in zip(names, xs, ys):
        ax.annotate(n, (x, y), fontsize=12)
    ax.grid(True)


KINDS = {f.__name__: f for f in (lines, bars, dumbbell, multiples, slope, waterfall, stacked, heatmap, scatter)}


def main(plans, folder, out):
    os.makedirs(out, exist_ok=True)
    figures = {}
    with open(plans, newline="", encoding="utf-8") as f:
        for row in csv.DictReader(f):
            indicator, divide = row["indicator"], float(row["divide"])
            if indicator not in figures:
                figures[indicator] = read(os.path.join(folder, indicator + ".csv"))
            data = figures[indicator]

            def value(n, y, data=data, divide=divide):
                v = data.get(n, {}).get(y)
                return None if v is None else v / divide

            fig = plt.figure(figsize=(16, 9), dpi=100)
            fig.text(0.03, 0.93, f"A title as long as a finding, which says what {indicator.replace('-', ' ')} have come to",
                     fontsize=24, fontweight="bold")
            fig.text(0.03, 0.88, f"{indicator}, {row['unit']}, {FIRST}–{LATE}", fontsize=16)
            fig.text(0.03, 0.03, "Source: the embedded figures.", fontsize=12)
            KINDS[row["kind"]](fig, value, row["economies"].split())
            fig.savefig(os.path.join(out, row["name"] + ".png"))
            plt.close(fig)
    print(f"{time.perf_counter() - started:.6f}s")


main(*sys.argv[1:4])
