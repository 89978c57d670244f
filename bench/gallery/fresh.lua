-- Asks for a drawing that nobody asked for before: three economies, and a title that
-- is a number.
local codes = {"BRA","CHL","MEX","ARG","COL","PER","FRA","DEU","ITA","ESP","PRT","IRL","GBR","USA","CAN","JPN","KOR","CHN","IND","ZAF","EGY","NGA","KEN","MAR","TUR","POL","SWE","NOR","DNK","FIN"}
local n = tonumber(os.getenv("FIRST") or "0")

request = function()
	n = n + 1
	local a, b, c = codes[n % 30 + 1], codes[math.floor(n / 30) % 30 + 1], codes[math.floor(n / 900) % 30 + 1]
	return wrk.format("GET", "/draw.png?indicator=internet-users&economy=" .. a .. "&economy=" .. b .. "&economy=" .. c .. "&title=" .. n)
end
