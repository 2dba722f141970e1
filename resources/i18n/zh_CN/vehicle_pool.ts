<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Plate, name, driver or user</source>
        <translation>车牌、名称、人名</translation>
    </message>
    <message>
        <source>Find a car</source>
        <translation>查找车辆</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>往前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>往后</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>在场</translation>
    </message>
    <message>
        <source>On the road</source>
        <translation>出车</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>需处理</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Trips</source>
        <translation>出车记录</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>{name} is back, left {when}</source>
        <translation>{name} 回场（{when} 出车）</translation>
    </message>
    <message>
        <source>not back yet</source>
        <translation>未回</translation>
    </message>
    <message>
        <source>disputed</source>
        <translation>有争议</translation>
    </message>
    <message>
        <source>driver {name}</source>
        <translation>驾驶 {name}</translation>
    </message>
    <message>
        <source>{n} km</source>
        <translation>{n} 公里</translation>
    </message>
    <message>
        <source>Cars of the pool</source>
        <translation>车辆列表</translation>
    </message>
    <message>
        <source>Car</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>{n} seats</source>
        <translation>{n} 座</translation>
    </message>
    <message>
        <source>Vehicle card</source>
        <translation>车辆卡片</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>保存(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Within the establishment</source>
        <translation>编制内(&amp;W)</translation>
    </message>
    <message>
        <source>The check digit of this VIN does not fit</source>
        <translation>车架号校验位不符</translation>
    </message>
    <message>
        <source>&amp;Plate</source>
        <translation>车牌号(&amp;P)</translation>
    </message>
    <message>
        <source>VIN (&amp;Z)</source>
        <translation>车架号(&amp;Z)</translation>
    </message>
    <message>
        <source>&amp;Engine number</source>
        <translation>发动机号(&amp;E)</translation>
    </message>
    <message>
        <source>Displacement, &amp;L</source>
        <translation>排量，升(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Seats</source>
        <translation>座位数(&amp;S)</translation>
    </message>
    <message>
        <source>Odo&amp;meter, km</source>
        <translation>里程表，公里(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>钥匙数(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Inspection until</source>
        <translation>年检有效期至(&amp;I)</translation>
    </message>
    <message>
        <source>I&amp;nsurance until</source>
        <translation>交强险有效期至(&amp;N)</translation>
    </message>
    <message>
        <source>Used &amp;for</source>
        <translation>用途(&amp;F)</translation>
    </message>
    <message>
        <source>Ener&amp;gy</source>
        <translation>能源(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Remark</source>
        <translation>备注(&amp;R)</translation>
    </message>
    <message>
        <source>Please compare with the vehicle licence. Old and imported cars may have such a number.</source>
        <translation>请与行驶证核对。老车和进口车可能本来就是这样，可以照常保存。</translation>
    </message>
    <message>
        <source>Write the number plate.</source>
        <translation>请填写车牌号。</translation>
    </message>
    <message>
        <source>This is no plate: compare province, letter and length.</source>
        <translation>不是车牌号，请核对省份简称、字母和位数。</translation>
    </message>
    <message>
        <source>A VIN has 17 letters and digits, without I, O and Q; this has {n}.</source>
        <translation>车架号是 17 位字母和数字，不含 I、O、Q；现在是 {n} 位。</translation>
    </message>
    <message>
        <source>Litres, such as 1.8</source>
        <translation>填升数，例如 1.8</translation>
    </message>
    <message>
        <source>A whole number</source>
        <translation>请填整数</translation>
    </message>
    <message>
        <source>Whole kilometres</source>
        <translation>请填整公里数</translation>
    </message>
    <message>
        <source>This is no date. Type 2026-12-31, 1231 or +30.</source>
        <translation>这不是日期。可输入 2026-12-31、1231 或 +30。</translation>
    </message>
    <message>
        <source>Confidential communication</source>
        <translation>机要通信</translation>
    </message>
    <message>
        <source>Emergency support</source>
        <translation>应急保障</translation>
    </message>
    <message>
        <source>Law enforcement</source>
        <translation>执法执勤</translation>
    </message>
    <message>
        <source>Special technical</source>
        <translation>特种专业技术</translation>
    </message>
    <message>
        <source>Other use</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Not given</source>
        <translation>未填</translation>
    </message>
    <message>
        <source>Petrol</source>
        <translation>汽油</translation>
    </message>
    <message>
        <source>Diesel</source>
        <translation>柴油</translation>
    </message>
    <message>
        <source>Electricity</source>
        <translation>电</translation>
    </message>
    <message>
        <source>Hybrid</source>
        <translation>油电混合</translation>
    </message>
    <message>
        <source>Gas</source>
        <translation>燃气</translation>
    </message>
    <message>
        <source>{plate} is dispatched</source>
        <translation>{plate} 已出车</translation>
    </message>
    <message>
        <source>{plate} is back</source>
        <translation>{plate} 已回场</translation>
    </message>
    <message>
        <source>Vehicle card of {plate} saved</source>
        <translation>{plate} 的车辆卡片已保存</translation>
    </message>
    <message>
        <source>{plate} is in the pool</source>
        <translation>{plate} 已入库</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Disputed trip, to be decided</source>
        <translation>有争议的出车，待处理</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>证件</translation>
    </message>
    <message>
        <source>Inspection</source>
        <translation>年检</translation>
    </message>
    <message>
        <source>Insurance</source>
        <translation>交强险</translation>
    </message>
    <message>
        <source>Odometer</source>
        <translation>里程</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Establishment</source>
        <translation>编制</translation>
    </message>
    <message>
        <source>within</source>
        <translation>编制内</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>编制外</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>能源</translation>
    </message>
    <message>
        <source>Displacement</source>
        <translation>排量</translation>
    </message>
    <message>
        <source>Seats</source>
        <translation>座位数</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>发动机号</translation>
    </message>
    <message>
        <source>Car keys</source>
        <translation>钥匙</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Asset</source>
        <translation>资产</translation>
    </message>
    <message>
        <source>Tag number</source>
        <translation>标签号</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>存放地点</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用车人</translation>
    </message>
    <message>
        <source>Organization</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>驾驶员</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路线</translation>
    </message>
    <message>
        <source>Left at</source>
        <translation>出车时间</translation>
    </message>
    <message>
        <source>Planned return</source>
        <translation>计划回场</translation>
    </message>
    <message>
        <source>Left with</source>
        <translation>出车里程</translation>
    </message>
    <message>
        <source>Slip</source>
        <translation>派车单</translation>
    </message>
    <message>
        <source>not entered</source>
        <translation>未登记</translation>
    </message>
    <message>
        <source>Car is back</source>
        <translation>回场</translation>
    </message>
    <message>
        <source>Take it &amp;in</source>
        <translation>登记回场(&amp;I)</translation>
    </message>
    <message>
        <source>Damage, fuel, keys, documents</source>
        <translation>车损、油电、钥匙、证件</translation>
    </message>
    <message>
        <source>Re&amp;mark</source>
        <translation>备注(&amp;K)</translation>
    </message>
    <message>
        <source>Read the odometer: whole kilometres.</source>
        <translation>请照仪表盘填写整公里数。</translation>
    </message>
    <message>
        <source>It left with {n} km.</source>
        <translation>出车时 {n} 公里。</translation>
    </message>
    <message>
        <source>{n} km driven</source>
        <translation>本次行驶 {n} 公里</translation>
    </message>
    <message>
        <source>Dispatch a car</source>
        <translation>派车</translation>
    </message>
    <message>
        <source>&amp;Dispatch</source>
        <translation>派车(&amp;D)</translation>
    </message>
    <message>
        <source>Name or pinyin initials</source>
        <translation>名称或拼音首字母</translation>
    </message>
    <message>
        <source>From, by way of, to</source>
        <translation>起点—途经—终点</translation>
    </message>
    <message>
        <source>What is the car needed for?</source>
        <translation>为什么事用车？</translation>
    </message>
    <message>
        <source>User's &amp;organization</source>
        <translation>用车单位(&amp;O)</translation>
    </message>
    <message>
        <source>Us&amp;er</source>
        <translation>用车人(&amp;E)</translation>
    </message>
    <message>
        <source>Dri&amp;ver</source>
        <translation>驾驶员(&amp;V)</translation>
    </message>
    <message>
        <source>Who drives?</source>
        <translation>由谁驾驶？</translation>
    </message>
    <message>
        <source>Pu&amp;rpose</source>
        <translation>用车事由(&amp;R)</translation>
    </message>
    <message>
        <source>Rou&amp;te</source>
        <translation>路线(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Planned return</source>
        <translation>计划回场(&amp;P)</translation>
    </message>
    <message>
        <source>Which organization uses the car?</source>
        <translation>哪个单位用车？</translation>
    </message>
    <message>
        <source>Who of it uses the car?</source>
        <translation>谁用车？</translation>
    </message>
    <message>
        <source>Give a day and a time, such as 1231 and 17:30, or neither.</source>
        <translation>请同时填日期和时间，例如 1231 和 17:30；也可以都不填。</translation>
    </message>
    <message>
        <source>This time has passed.</source>
        <translation>这个时间已经过去。</translation>
    </message>
    <message>
        <source>It last stood at {n} km.</source>
        <translation>上次登记为 {n} 公里。</translation>
    </message>
    <message>
        <source>A new car</source>
        <translation>新车入库</translation>
    </message>
    <message>
        <source>For an asset that the pool already has, scan its tag instead: it only needs a vehicle card.</source>
        <translation>已在库的资产不必重新入库：扫它的标签，补一张车辆卡片即可。</translation>
    </message>
    <message>
        <source>&amp;Take it in</source>
        <translation>入库(&amp;T)</translation>
    </message>
    <message>
        <source>Such as: saloon car</source>
        <translation>例如：轿车</translation>
    </message>
    <message>
        <source>Over standard</source>
        <translation>超标准</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>闲置</translation>
    </message>
    <message>
        <source>Little used</source>
        <translation>低效</translation>
    </message>
    <message>
        <source>Of a temporary body</source>
        <translation>临时机构</translation>
    </message>
    <message>
        <source>Of a large event</source>
        <translation>大型活动</translation>
    </message>
    <message>
        <source>Donated</source>
        <translation>捐赠</translation>
    </message>
    <message>
        <source>Purchased</source>
        <translation>购置</translation>
    </message>
    <message>
        <source>N&amp;ame of the car</source>
        <translation>车辆名称(&amp;A)</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>规格型号</translation>
    </message>
    <message>
        <source>Handed in by the &amp;organization</source>
        <translation>上交单位(&amp;O)</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Warehouse</source>
        <translation>仓</translation>
    </message>
    <message>
        <source>Original value, yuan</source>
        <translation>原值，元</translation>
    </message>
    <message>
        <source>Acquired on</source>
        <translation>取得日期</translation>
    </message>
    <message>
        <source>Which organization hands the car in?</source>
        <translation>由哪个单位上交？</translation>
    </message>
    <message>
        <source>There is no warehouse yet: add one in the settings.</source>
        <translation>还没有仓，请先在设置里增加。</translation>
    </message>
    <message>
        <source>An amount in yuan, such as 179800.00</source>
        <translation>请填金额（元），例如 179800.00</translation>
    </message>
    <message>
        <source>What kind of car is it?</source>
        <translation>是什么车？</translation>
    </message>
    <message>
        <source>Add a &amp;car</source>
        <translation>增加车辆(&amp;C)</translation>
    </message>
    <message>
        <source>Vehicle pool</source>
        <translation>车辆</translation>
    </message>
    <message>
        <source>Give it a vehicle card (&amp;X)</source>
        <translation>补车辆卡片(&amp;X)</translation>
    </message>
    <message>
        <source>Add a car</source>
        <translation>增加车辆</translation>
    </message>
    <message>
        <source>List, day, week, trips</source>
        <translation>列表、日、周、出车记录</translation>
    </message>
    <message>
        <source>Dispatch the car, or take it in</source>
        <translation>派车，或登记回场</translation>
    </message>
    <message>
        <source>Carry out what the form says</source>
        <translation>办理表单所填内容</translation>
    </message>
    <message>
        <source>The day or week before or after</source>
        <translation>前一天（周）、后一天（周）</translation>
    </message>
    <message>
        <source>Back to the details; what was typed stays</source>
        <translation>回到详情；填过的内容都在</translation>
    </message>
    <message>
        <source>{n} cars, {out} on the road</source>
        <translation>共 {n} 辆，{out} 辆出车</translation>
    </message>
    <message>
        <source>No cars yet</source>
        <translation>还没有车辆</translation>
    </message>
    <message>
        <source>Cars of the pool are dispatched and taken back here, and their papers are watched.</source>
        <translation>这里办理派车和回场，并提醒年检、保险到期。</translation>
    </message>
    <message>
        <source>Add the first car</source>
        <translation>增加第一辆车</translation>
    </message>
    <message>
        <source>No car fits</source>
        <translation>没有符合的车辆</translation>
    </message>
    <message>
        <source>Choose another filter, or clear what is typed.</source>
        <translation>换一个筛选条件，或清空查找内容。</translation>
    </message>
    <message>
        <source>{name} is not a vehicle yet</source>
        <translation>{name} 还不是车辆</translation>
    </message>
    <message>
        <source>{tag} has no vehicle card.</source>
        <translation>{tag} 没有车辆卡片。</translation>
    </message>
    <message>
        <source>No car for {text}</source>
        <translation>没有找到车辆：{text}</translation>
    </message>
    <message>
        <source>Scan the plate or the tag of a car, or the slip of a dispatch.</source>
        <translation>请扫车牌、车辆标签或派车单。</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>{field}: day</source>
        <translation>{field}：日期</translation>
    </message>
    <message>
        <source>{field}: time</source>
        <translation>{field}：时间</translation>
    </message>
    <message>
        <source>Details of the car</source>
        <translation>车辆详情</translation>
    </message>
    <message>
        <source>Choose a car, or scan its plate or tag.</source>
        <translation>选一辆车，或扫车牌、标签。</translation>
    </message>
    <message>
        <source>Trips before</source>
        <translation>以往出车</translation>
    </message>
    <message>
        <source>S&amp;lip</source>
        <translation>派车单(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Edit the card</source>
        <translation>修改卡片(&amp;E)</translation>
    </message>
    <message>
        <source>{paper} ran out {n} days ago</source>
        <translation>{paper}已过期 {n} 天</translation>
    </message>
    <message>
        <source>{paper} runs out today</source>
        <translation>{paper}今天到期</translation>
    </message>
    <message>
        <source>{paper} runs out in {n} days</source>
        <translation>{paper}还有 {n} 天到期</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Must not leave</source>
        <translation>不能出车</translation>
    </message>
    <message>
        <source>a disputed trip</source>
        <translation>有一次出车有争议</translation>
    </message>
    <message>
        <source>planned back {when}</source>
        <translation>计划 {when} 回</translation>
    </message>
    <message>
        <source>out {when}</source>
        <translation>{when}出车</translation>
    </message>
    <message>
        <source>Trips of the cars</source>
        <translation>出车情况</translation>
    </message>
    <message>
        <source>{n} trips</source>
        <translation>{n} 次</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation>车牌号</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>周日</translation>
    </message>
    <message>
        <source>Back at</source>
        <translation>回场时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Kilometres</source>
        <translation>公里</translation>
    </message>
    <message>
        <source>Odometer out</source>
        <translation>出车里程</translation>
    </message>
    <message>
        <source>Odometer in</source>
        <translation>回场里程</translation>
    </message>
    <message>
        <source>is back</source>
        <translation>已回场</translation>
    </message>
</context>
</TS>
