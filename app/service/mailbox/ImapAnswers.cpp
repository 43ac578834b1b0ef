#include "service/mailbox/ImapAnswers.h"

#include <cstdlib>

namespace slipway {

namespace {

std::optional<Instant> instantOf(const mailimap_date_time &time)
{
    using namespace std::chrono;
    const year_month_day day(year(time.dt_year), month(static_cast<unsigned>(time.dt_month)),
                             std::chrono::day(static_cast<unsigned>(time.dt_day)));
    if (!day.ok())
        return std::nullopt;
    const int zone = std::abs(time.dt_zone); // +0530: five hours and thirty minutes
    const auto ahead = (hours(zone / 100) + minutes(zone % 100)) * (time.dt_zone < 0 ? -1 : 1);
    return Instant(sys_days(day) + hours(time.dt_hour) + minutes(time.dt_min) + seconds(time.dt_sec) - ahead);
}

} // namespace

ImapHead headOf(const mailimap_msg_att &mail)
{
    ImapHead head;
    forEach<mailimap_msg_att_item>(mail.att_list, [&](const mailimap_msg_att_item &item) {
        if (item.att_type == MAILIMAP_MSG_ATT_ITEM_DYNAMIC && item.att_data.att_dyn != nullptr) {
            forEach<mailimap_flag_fetch>(
                item.att_data.att_dyn->att_list, [&](const mailimap_flag_fetch &flag) {
                    head.isSeen = head.isSeen ||
                                  (flag.fl_flag != nullptr && flag.fl_flag->fl_type == MAILIMAP_FLAG_SEEN);
                });
        }
        if (item.att_type != MAILIMAP_MSG_ATT_ITEM_STATIC || item.att_data.att_static == nullptr)
            return;
        const mailimap_msg_att_static &part = *item.att_data.att_static;
        if (part.att_type == MAILIMAP_MSG_ATT_UID)
            head.uid = part.att_data.att_uid;
        else if (part.att_type == MAILIMAP_MSG_ATT_RFC822_SIZE)
            head.size = part.att_data.att_rfc822_size;
        else if (part.att_type == MAILIMAP_MSG_ATT_INTERNALDATE && part.att_data.att_internal_date != nullptr)
            head.delivered = instantOf(*part.att_data.att_internal_date);
    });
    return head;
}

std::optional<QByteArray> bodyOf(const mailimap_msg_att &mail)
{
    std::optional<QByteArray> body;
    forEach<mailimap_msg_att_item>(mail.att_list, [&](const mailimap_msg_att_item &item) {
        if (item.att_type != MAILIMAP_MSG_ATT_ITEM_STATIC || item.att_data.att_static == nullptr ||
            item.att_data.att_static->att_type != MAILIMAP_MSG_ATT_BODY_SECTION)
            return;
        const mailimap_msg_att_body_section *section = item.att_data.att_static->att_data.att_body_section;
        if (section != nullptr && section->sec_body_part != nullptr)
            body = QByteArray(section->sec_body_part, static_cast<qsizetype>(section->sec_length));
    });
    return body;
}

QByteArray imapName(const QString &folder)
{
    QByteArray name;
    QByteArray shifted; // UTF-16, big end first
    const auto flush = [&] {
        if (shifted.isEmpty())
            return;
        name += '&' + shifted.toBase64(QByteArray::OmitTrailingEquals).replace('/', ',') + '-';
        shifted.clear();
    };
    for (const QChar c : folder) {
        const bool isPlain = c.unicode() >= 0x20 && c.unicode() <= 0x7e;
        if (!isPlain) {
            shifted += static_cast<char>(c.unicode() >> 8);
            shifted += static_cast<char>(c.unicode() & 0xff);
            continue;
        }
        flush();
        name += c.toLatin1();
        if (c == QLatin1Char('&'))
            name += '-';
    }
    flush();
    return name;
}

} // namespace slipway
