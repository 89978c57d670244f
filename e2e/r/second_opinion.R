# The same figures by R, as far as it goes by R's own functions: lm, HoltWinters, optim.
#
#   Rscript second_opinion.R FOLDER ECONOMY...
#
# FOLDER holds the embedded figures. Growth is given for every economy with
# ten values above zero, models and breaks for the economies named. Writes CSV.

arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
named <- arguments[-1]

figures <- function(name) {
  # NA is the code of Namibia in other tables: nothing is missing here.
  read.csv(file.path(folder, paste0(name, ".csv")), stringsAsFactors = FALSE, na.strings = character(0))
}

say <- function(name, value) cat(sprintf("%s,%.17g\n", name, value))

cat("name,value\n")

# Growth by least squares: the line through the logarithms.
exports <- figures("digital-services-exports")
for (economy in sort(unique(exports$economy))) {
  own <- exports[exports$economy == economy, ]
  if (nrow(own) >= 10 && all(own$value > 0)) {
    fit <- lm(log(value) ~ year, data = own)
    say(paste0("growth/", economy), 100 * (exp(coef(fit)[["year"]]) - 1))
  }
}

# Inequality: internet use above zero in 2020, plain and by population.
users <- figures("internet-users")
people <- figures("population")
both <- merge(users[users$year == 2020 & users$value > 0, ], people[people$year == 2020, ], by = "economy")
inequality <- function(label, y, w) {
  w <- w / sum(w)
  mean_y <- sum(w * y)
  x <- y / mean_y
  # By pairs, not by ranks as the program does it.
  say(paste0("gini/", label), sum(outer(w, w) * abs(outer(y, y, "-"))) / (2 * mean_y))
  say(paste0("theil-t/", label), sum(w * x * log(x)))
  say(paste0("theil-l/", label), sum(w * -log(x)))
}
inequality("plain", both$value.x, rep(1, nrow(both)))
inequality("weighted", both$value.x, both$value.y)
sorted <- sort(both$value.x)
n <- length(sorted)
say("gini/ranks", 2 * sum(seq_len(n) * sorted) / (n * sum(sorted)) - (n + 1) / n)

# Holt with a trend that fades, which HoltWinters does not know.
smooth <- function(y, alpha, beta, phi) {
  level <- y[1]
  trend <- y[2] - y[1]
  sse <- 0
  for (t in 2:length(y)) {
    before <- level
    sse <- sse + (y[t] - level - phi * trend)^2
    level <- alpha * y[t] + (1 - alpha) * (level + phi * trend)
    trend <- beta * (level - before) + (1 - beta) * phi * trend
  }
  list(level = level, trend = trend, sse = sse)
}

# The least errors that L-BFGS-B finds from starts all over the box.
fitted <- function(y, low, high) {
  free <- length(low)
  y <- (y - y[1]) / max(abs(diff(y)))
  errors <- function(p) smooth(y, p[1], p[2], if (free == 3) p[3] else 1)$sse
  best <- NULL
  inner <- lapply(seq_len(free), function(k) low[k] + (high[k] - low[k]) * c(0.1, 0.5, 0.9))
  for (start in asplit(as.matrix(expand.grid(inner)), 1)) {
    end <- optim(as.numeric(start), errors, method = "L-BFGS-B", lower = low, upper = high,
                 control = list(factr = 10, maxit = 1000))
    if (is.null(best) || end$value < best$value) best <- end
  }
  best$par
}

holt <- function(economy, y) {
  say_fit <- function(label, f, phi) {
    say(paste(label, economy, "sse", sep = "/"), f$sse)
    say(paste(label, economy, "next", sep = "/"), f$level + phi * f$trend)
  }
  # HoltWinters starts at the second value, where Holt without fading has no error yet.
  given <- HoltWinters(y, alpha = 0.8, beta = 0.2, gamma = FALSE)
  say(paste("holt", economy, "sse", sep = "/"), given$SSE)
  say(paste("holt", economy, "next", sep = "/"), given$coefficients[["a"]] + given$coefficients[["b"]])
  say_fit("damped", smooth(y, 0.8, 0.2, 0.9), 0.9)

  edge <- 1e-4
  p <- fitted(y, c(edge, edge), c(1 - edge, 1 - edge))
  say_fit("fitted-holt", smooth(y, p[1], p[2], 1), 1)
  p <- fitted(y, c(edge, edge, 0.8), c(1 - edge, 1 - edge, 0.98))
  say_fit("fitted-damped", smooth(y, p[1], p[2], p[3]), p[3])
}

# The best single break, each segment of three years or more.
breaks <- function(economy, t, y) {
  n <- length(y)
  ssr <- function(part) sum(resid(lm(y[part] ~ t[part]))^2)
  at <- 4:(n - 2)
  parted <- sapply(at, function(k) ssr(1:(k - 1)) + ssr(k:n))
  best <- which.min(parted)
  say(paste("break", economy, "index", sep = "/"), at[best] - 1)
  say(paste("break", economy, "f", sep = "/"),
      ((ssr(1:n) - parted[best]) / 2) / (parted[best] / (n - 4)))
}

for (economy in named) {
  own <- exports[exports$economy == economy, ]
  own <- own[order(own$year), ]
  holt(economy, own$value)
  breaks(economy, own$year, own$value)
}
