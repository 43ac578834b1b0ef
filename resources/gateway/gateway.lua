-- The gateway's memory inside HAProxy: which slot each public address leads to, which addresses are held, by
-- whom and for how long, and which controllers are shut out. HAProxy runs one thread and nothing below yields
-- between looking and changing, so that every command is one step for all requests.
--
-- The file "routes" is written whole before a command is answered; a restarted HAProxy begins with it. A hold
-- isn't carried over: it comes back as one whose lease has lapsed. The maps "routes.map" and "held.map" are
-- what requests look at; a request that isn't held never enters Lua.

local ROUTES, ROUTES_MAP, HELD_MAP = "routes", "routes.map", "held.map"
local LONGEST_LEASE_MS = 120000
local DOORS = "../doors"
local AGAIN_US = 5000000 -- how long a server may be away without costing a request
local STALE_US = 1000000 -- a waiting request that didn't look for so long has left

-- address → {slot, token, fenced, hold, deadline, lapsed, site_down, page, waiting}
local entries = {}
local site_down_page = "<!doctype html><title>Back soon</title><p>This site is back in a moment."

local function now_us()
    local now = core.now()
    return now.sec * 1000000 + now.usec
end

local function read(file)
    local handle = io.open(file, "rb")
    if not handle then
        return nil
    end
    local text = handle:read("a")
    handle:close()
    return text
end

local function sorted_addresses()
    local list = {}
    for address in pairs(entries) do
        list[#list + 1] = address
    end
    table.sort(list)
    return list
end

-- Whole or not at all: what HAProxy starts with next time is always one state.
local function save()
    local lines = {}
    for _, address in ipairs(sorted_addresses()) do
        local e = entries[address]
        lines[#lines + 1] = string.format("%s %d %d %d %d\n", address, e.slot, e.token, e.fenced, e.hold)
    end
    local handle, why = io.open(ROUTES .. ".new", "wb")
    if not handle then
        return nil, why
    end
    local ok
    ok, why = handle:write(table.concat(lines))
    local closed, close_why = handle:close()
    if not ok or not closed then
        return nil, why or close_why
    end
    return os.rename(ROUTES .. ".new", ROUTES)
end

local function entry_of(address)
    local e = entries[address]
    if not e then
        e = {slot = 0, token = 0, fenced = 0, hold = 0, deadline = 0, lapsed = false, site_down = false, waiting = {}}
        entries[address] = e
    end
    return e
end

-- Brings the maps in line with an entry.
local function publish(address, e)
    if e.slot > 0 then
        core.set_map(ROUTES_MAP, address, tostring(e.slot))
    else
        core.del_map(ROUTES_MAP, address)
    end
    if e.hold ~= 0 and not e.lapsed then
        core.set_map(HELD_MAP, address, "1")
    else
        core.del_map(HELD_MAP, address)
    end
end

-- Whether requests to this address wait now. Whoever asks first after the lease's end ends the hold for all.
local function is_held(address, e)
    if e.hold == 0 or e.lapsed then
        return false
    end
    if now_us() < e.deadline then
        return true
    end
    e.lapsed = true
    core.del_map(HELD_MAP, address)
    return false
end

-- Changes entries and saves them, or changes nothing. `changes` is a list of {address, {field = value}}. What
-- only takes rights away (`urgent`) counts even when the disk is full.
local function commit(changes, urgent)
    local before = {}
    for i, change in ipairs(changes) do
        local e = entry_of(change[1])
        before[i] = {}
        for field, value in pairs(change[2]) do
            before[i][field] = e[field]
            e[field] = value
        end
    end
    local ok, why = save()
    if not ok and not urgent then
        for i, change in ipairs(changes) do
            local e = entries[change[1]]
            for field in pairs(change[2]) do
                e[field] = before[i][field]
            end
        end
        return nil, why
    end
    for _, change in ipairs(changes) do
        publish(change[1], entries[change[1]])
    end
    return true
end

-- Upgraded connections (WebSocket and the like) can't wait: they end when their address leads elsewhere, and
-- their clients come back by themselves.
local function end_upgraded(slot)
    local backend = core.backends["upgraded-" .. slot]
    if backend then
        for _, server in pairs(backend.servers) do
            server:shut_sess()
        end
    end
end

-- Requests between the hold's check and the end of their response. HAProxy counts a request at its backend in
-- the same step in which it passes the check, so none is missed. One that was led back to "again" hasn't been
-- sent and passes the check once more: it isn't counted until then.
local function in_flight(slot)
    local count = 0
    for _, kind in ipairs({"read-", "write-", "last-"}) do
        local backend = core.backends[kind .. slot]
        if backend then
            count = count + backend:get_stats()["scur"]
            local again = backend.servers["again"]
            count = count - (again and again:get_stats()["scur"] or 0)
        end
    end
    return count
end

local function waiting(e)
    local count, oldest = 0, now_us() - STALE_US
    for txn, seen in pairs(e.waiting) do
        if seen < oldest then
            e.waiting[txn] = nil
        else
            count = count + 1
        end
    end
    return count
end

local function quoted(text)
    return '"' .. text:gsub('[%c"\\]', function(c) return string.format("\\u%04x", c:byte()) end) .. '"'
end

local function described(address)
    local e = entry_of(address)
    local held = is_held(address, e)
    return string.format('{"address":%s,"slot":%d,"held":%s,"lapsed":%s,"site_down":%s,"token":%d,"fenced":%d,'
            .. '"holder":%d,"lease_left_ms":%d,"in_flight":%d,"waiting":%d}',
        quoted(address), e.slot, tostring(held), tostring(e.lapsed), tostring(held and e.site_down), e.token,
        e.fenced, e.hold, held and (e.deadline - now_us() + 999) // 1000 or 0, in_flight(e.slot), waiting(e))
end

local function refusal(kind, what)
    return string.format('{"refused":"%s","what":%s}', kind, quoted(what))
end

local function outdated(address, token)
    local e = entry_of(address)
    if token < e.token or token <= e.fenced then
        return refusal("conflict", string.format("token %d is superseded on %s: %d was seen, up to %d are fenced",
            token, address, e.token, e.fenced))
    end
end

local function done(address, changes, urgent)
    local ok, why = commit(changes, urgent)
    if not ok then
        return refusal("unavailable", "the routes can't be saved: " .. tostring(why))
    end
    return described(address)
end

local commands = {}

function commands.routes()
    local list = {}
    for _, address in ipairs(sorted_addresses()) do
        list[#list + 1] = described(address)
    end
    return '{"items":[' .. table.concat(list, ",") .. "]}"
end

function commands.route(address)
    return described(address)
end

function commands.set(address, slot, token)
    local e = entry_of(address)
    local refused = outdated(address, token)
    if refused then
        return refused
    end
    if is_held(address, e) then
        return refusal("conflict", address .. " is held")
    end
    local from = e.slot
    local answer = done(address, {{address, {slot = slot, token = token}}})
    if e.slot ~= from then
        end_upgraded(from)
    end
    return answer
end

function commands.hold(address, token, lease_ms, site_down)
    local e = entry_of(address)
    local refused = outdated(address, token)
    if refused then
        return refused
    end
    local held = is_held(address, e)
    if e.lapsed and e.hold == token then
        return refusal("conflict", string.format("the lease of token %d on %s has lapsed", token, address))
    end
    if lease_ms < 1 or lease_ms > LONGEST_LEASE_MS then
        return refusal("invalid", "a lease is 1 to " .. LONGEST_LEASE_MS .. " ms")
    end
    local deadline = now_us() + lease_ms * 1000
    e.page = site_down == 1 and (read("pages/" .. address .. ".html") or site_down_page) or nil
    if held and e.hold == token then -- an extension changes nothing that is saved
        e.deadline, e.site_down = deadline, site_down == 1
        return described(address)
    end
    return done(address, {{address, {token = token, hold = token, deadline = deadline, lapsed = false,
        site_down = site_down == 1}}})
end

function commands.release(address, token)
    local e = entry_of(address)
    local refused = outdated(address, token)
    if refused then
        return refused
    end
    if e.hold == 0 and e.token == token then
        return described(address)
    end
    return done(address, {{address, {token = token, hold = 0, lapsed = false}}}, true)
end

function commands.fence(address, token)
    local e = entry_of(address)
    is_held(address, e)
    if token <= e.fenced then
        return described(address)
    end
    return done(address, {{address, {fenced = token, token = math.max(token, e.token)}}}, true)
end

function commands.swap(first, second, token)
    local a, b = entry_of(first), entry_of(second)
    local refused = outdated(first, token) or outdated(second, token)
    if refused then
        return refused
    end
    if first == second then
        return refusal("invalid", "an address can't be exchanged with itself")
    end
    if not is_held(first, a) or a.hold ~= token then
        return refusal("conflict", string.format("%s isn't held by token %d: %s", first, token,
            a.lapsed and "the lease has lapsed" or "there is no such hold"))
    end
    if is_held(second, b) and b.hold ~= token then
        return refusal("conflict", second .. " is held by somebody else")
    end
    local old, new = a.slot, b.slot
    local answer = done(first, {
        {first, {slot = new, token = token, hold = 0, lapsed = false}},
        {second, {slot = old, token = token, hold = 0, lapsed = false}},
    })
    if a.slot == new then
        end_upgraded(old)
        end_upgraded(new)
    end
    return answer
end

-- name → how its arguments are read; everything else is refused.
local signatures = {
    routes = {}, route = {"address"}, set = {"address", "slot", "number"},
    hold = {"address", "number", "number", "number"}, release = {"address", "number"},
    fence = {"address", "number"}, swap = {"address", "address", "number"},
}

local function parsed(kind, text)
    if kind == "address" then
        return text:match("^%d+%.%d+%.%d+%.%d+$")
    end
    local number = text:match("^%d+$") and #text <= 18 and math.tointeger(tonumber(text)) or nil
    if kind == "slot" and number and not (number == 0 or core.backends["read-" .. number]) then
        return nil
    end
    return number
end

local function run(name, arguments)
    local signature = signatures[name]
    local values = {}
    for i, kind in ipairs(signature) do
        values[i] = arguments[i] and parsed(kind, arguments[i])
        if not values[i] then
            return refusal("invalid", string.format("%s: argument %d is not a valid %s", name, i, kind))
        end
    end
    return commands[name](table.unpack(values))
end

for name in pairs(commands) do
    core.register_cli({"slipway", name}, "slipway " .. name, function(applet, _, _, ...)
        local ok, answer = pcall(run, name, {...})
        applet:send((ok and answer or refusal("internal", tostring(answer))) .. "\n")
    end)
end

-- A held request waits here until its address is released, exchanged or lapsed. The more wait, the less often
-- each looks, so that a thousand of them don't keep the thread busy.
local function wait_while_held(txn, address)
    local e = entry_of(address)
    local me = {}
    local count = waiting(e)
    while is_held(address, e) do
        if e.site_down then
            e.waiting[me] = nil
            local reply = txn:reply()
            reply:set_status(503, "Service Unavailable")
            reply:add_header("Content-Type", "text/html; charset=utf-8")
            reply:add_header("Cache-Control", "no-store")
            reply:add_header("Retry-After", "5")
            reply:set_body(e.page or site_down_page)
            txn:done(reply)
        end
        e.waiting[me] = now_us()
        core.msleep(math.max(2, math.min(50, count // 40)))
    end
    e.waiting[me] = nil
end

core.register_action("hold", {"http-req"}, function(txn)
    wait_while_held(txn, txn.f:dst())
end)

-- A request that was refused by its server, and hasn't been sent, waits here until the server listens again;
-- when that takes too long it goes on, and fails. The time of a hold doesn't count: its end may lead elsewhere,
-- or back to a server that isn't there yet.
core.register_action("again", {"http-req"}, function(txn)
    local address = txn.f:dst()
    local deadline = now_us() + AGAIN_US
    while now_us() < deadline do
        local e = entry_of(address)
        if e.slot == 0 then
            return
        end
        if is_held(address, e) then
            wait_while_held(txn, address)
            deadline = now_us() + AGAIN_US
        end
        local door = core.tcp()
        door:settimeout(1)
        local connected = door:connect("unix@" .. DOORS .. "/" .. e.slot .. "/http.sock")
        door:close()
        if connected then
            return
        end
        core.msleep(20)
    end
end)

core.register_init(function()
    site_down_page = read("site-down.html") or site_down_page
    for line in (read(ROUTES) or ""):gmatch("[^\n]+") do
        local address, slot, token, fenced, hold = line:match("^(%S+) (%d+) (%d+) (%d+) (%d+)$")
        if address then
            local e = entry_of(address)
            e.slot, e.token = math.tointeger(tonumber(slot)), math.tointeger(tonumber(token))
            e.fenced, e.hold = math.tointeger(tonumber(fenced)), math.tointeger(tonumber(hold))
            e.lapsed = e.hold ~= 0
            publish(address, e)
        end
    end
end)
