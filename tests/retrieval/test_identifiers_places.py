"""Addresses are found piece by piece; numbers near houses and streets stay."""

import pytest

from retrieval.identifiers import Masked, mask


def masked(text: str) -> tuple[str, tuple[str, ...]]:
    found = mask(text)
    return found.text, tuple(kind.value for kind in found.kinds)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("गली नं. 7, म.नं. 402, लक्ष्मी नगर", "[address], लक्ष्मी नगर", id="India, cut short"),
        pytest.param("H. No. 40-2/A, Hyderabad", "[address], Hyderabad", id="India, English letters"),
        pytest.param("flat no 402, tower B", "[address], tower B", id="India, a flat"),
        pytest.param("मकान 402/क, शिवाजी गली", "[address]", id="India, a letter of its own"),
        pytest.param("घर नं. १२, वडा नं. ५", "[address]", id="India, ward"),
        pytest.param("বাসা ৪৭/খ, মসজিদ গলি, মিরপুর", "[address], মিরপুর", id="Bangladesh, a letter of its own"),
        pytest.param("House 47/A, Road 12, Banani", "[address], Banani", id="Bangladesh, in pieces"),
        pytest.param("বাড়ি-১২, রোড-৫, সেক্টর-৭", "[address]", id="Bangladesh, with dashes"),
        pytest.param("১২/এ গান্ধী রোড", "[address]", id="Bangladesh, the number first"),
        pytest.param("گھر نمبر 402، گلی نمبر 7", "[address]", id="Pakistan"),
        pytest.param("شارع الحمرا، بناية 42، طابق ٣", "[address]", id="Lebanon"),
        pytest.param("خیابان ولیعصر، پلاک ۳۸، واحد ۴", "خیابان ولیعصر، [address]", id="Iran"),
        pytest.param("ቤ/ቁ 214 ቂርቆስ", "[address] ቂርቆስ", id="Ethiopia, cut short"),
        pytest.param("ቦሌ መንገድ 12", "[address]", id="Ethiopia, a road"),
        pytest.param("현대아파트 103동 805호", "현대아파트 [address]", id="Korea, a block of flats"),
        pytest.param("개봉동 123-45 번지", "[address]", id="Korea, a plot"),
        pytest.param("테헤란로 12, 305호", "[address]", id="Korea, a road and a room"),
        pytest.param("住址：幸福小区7栋1204", "住址：[address]", id="China, a block of flats"),
        pytest.param("門牌36號，中山北路", "[address]號，中山北路", id="China, the plate of a house"),
        pytest.param("дом 5, квартира 12", "[address]", id="Russia"),
        pytest.param("пр. Победы, 28а, кв 4", "[address]", id="Russia, cut short"),
        pytest.param("רחוב הרצל 12 דירה 4", "[address]", id="Israel"),
        pytest.param("ซอย 5 บ้านเลขที่ 99/14", "[address]", id="Thailand"),
        pytest.param("12/4 Nguyễn Trãi, phường 2", "[address]", id="Vietnam"),
        pytest.param("casa #45, colonia San Juan", "[address], colonia San Juan", id="Mexico"),
        pytest.param("Mza 4 Lote 12, Villa El Salvador", "[address], Villa El Salvador", id="Peru"),
        pytest.param("5a calle 12-34 zona 1", "[address]", id="Guatemala"),
        pytest.param(
            "vivo en la 742 de la calle Evergreen", "vivo en la [address]", id="Spanish, of a street"
        ),
        pytest.param("via Roma 12, Milano", "[address], Milano", id="Italy"),
        pytest.param("os. Słoneczne 5/12", "[address]", id="Poland"),
        pytest.param("1420 1/2 E. Olympic Blvd", "[address]", id="half a house"),
        pytest.param("1420 Maple. apt 3B", "[address]", id="no word for a street"),
        pytest.param("88 County Road 12, rural", "[address], rural", id="a county road"),
        pytest.param("1420 Ave. J", "[address]", id="a street named by a letter"),
    ],
)
def test_houses_are_told_in_many_ways(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("address",))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param("GPS 29.7604, -95.3698", "GPS [address]", id="decimals"),
        pytest.param("29.76041° N, 95.36982° W", "[address]", id="points of the compass"),
        pytest.param("29°45'37.4\"N 95°22'11.3\"W", "[address]", id="minutes and seconds"),
        pytest.param("maps.google.com/?q=29.7604,-95.3698", "maps.google.com/?q=[address]", id="a link"),
    ],
)
def test_where_a_telephone_says_that_somebody_is_is_masked(sent: str, expected: str) -> None:
    assert masked(sent) == (expected, ("address",))


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("in the house 2 officers asked, 5 people live in my house", id="people in a house"),
        pytest.param("casa 5 personas viven", id="people in a house, Spanish"),
        pytest.param("в доме 5 человек, дом 2 раза обыскали", id="people in a house, Russian"),
        pytest.param("घर में 5 लोग हैं", id="people in a house, Hindi"),
        pytest.param("বাসায় ৫ জন থাকি", id="people in a house, Bengali"),
        pytest.param("집에 3명이 살아요", id="people in a house, Korean"),
        pytest.param("ቤት 5 ሰዎች አሉ", id="people in a house, Amharic"),
        pytest.param("在家5年了", id="years at home, Chinese"),
        pytest.param("House Bill 1234 and Senate Bill 54", id="a bill of the House"),
        pytest.param("Room 12, 3rd St exit", id="a room"),
        pytest.param("Exit 12 onto Main St", id="an exit"),
        pytest.param("3호선 2번 출구", id="a line of the underground"),
        pytest.param("dans la rue 5 policiers", id="people in the street, French"),
        pytest.param("ул. 8 Марта", id="a street named by a date"),
        pytest.param("al hijo de mi vecina, tiene 15.", id="a word that is a street elsewhere"),
    ],
)
def test_numbers_near_houses_and_streets_stay(sent: str) -> None:
    assert mask(sent) == Masked(sent, ())
