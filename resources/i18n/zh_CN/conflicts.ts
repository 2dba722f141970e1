<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>{n}: {title}</source>
        <translation>{n}：{title}</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>What may be decided</source>
        <translation>可以怎样处理</translation>
    </message>
    <message>
        <source>{n} to decide, {urgent} of them now</source>
        <translation>{n} 件待处理，其中 {urgent} 件紧急</translation>
    </message>
    <message>
        <source>See the &amp;piece</source>
        <translation>看这一件(&amp;P)</translation>
    </message>
    <message>
        <source>Correction slip</source>
        <translation>更正单</translation>
    </message>
    <message>
        <source>&amp;Take the decision back…</source>
        <translation>撤回这个决定(&amp;T)…</translation>
    </message>
    <message>
        <source>Print its new &amp;label</source>
        <translation>打印新标签(&amp;L)</translation>
    </message>
    <message>
        <source>The case</source>
        <translation>这件事项</translation>
    </message>
    <message>
        <source>Dealt with</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Print their new &amp;labels</source>
        <translation>打印新标签(&amp;L)</translation>
    </message>
    <message>
        <source>Settled: it healed by itself while you looked</source>
        <translation>已处理：就在刚才自行解决了</translation>
    </message>
    <message>
        <source>Settled by itself</source>
        <translation>已处理：自行解决</translation>
    </message>
    <message>
        <source>Nothing is left to do.</source>
        <translation>不用再做什么。</translation>
    </message>
    <message>
        <source>By {who}, {when}. Reason: {reason}</source>
        <translation>{who}，{when}。理由：{reason}</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>none given</source>
        <translation>没有填写</translation>
    </message>
    <message>
        <source>Not sent to the city yet.</source>
        <translation>这个决定还没有送到市里。</translation>
    </message>
    <message>
        <source>Decided: {what}</source>
        <translation>已处理：{what}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>the site's manager</source>
        <translation>本站主管</translation>
    </message>
    <message>
        <source>You see everything here. Deciding is up to the manager: {who}.</source>
        <translation>您可以查看全部内容。请找有权处理的人决定：{who}。</translation>
    </message>
    <message>
        <source>A manager decides this</source>
        <translation>这件事由主管决定</translation>
    </message>
    <message>
        <source>This piece is overdue, or somebody has asked for it now</source>
        <translation>要抓紧：这件物品已逾期，或者有人正在申请它</translation>
    </message>
    <message>
        <source>{title}: {effect}</source>
        <translation>{title}：{effect}</translation>
    </message>
    <message>
        <source>Carry it out</source>
        <translation>就这样处理</translation>
    </message>
    <message>
        <source>The decision is taken back; the case is open again and everything as it was before.</source>
        <translation>撤回这个决定：各项登记恢复到决定以前，事项重新待处理。</translation>
    </message>
    <message>
        <source>Take the decision back</source>
        <translation>撤回这个决定</translation>
    </message>
    <message>
        <source>Decided by mistake</source>
        <translation>决定错了</translation>
    </message>
    <message>
        <source>Something new has come up</source>
        <translation>有了新情况</translation>
    </message>
    <message>
        <source>Mark above which value is right: {fields}</source>
        <translation>请在上面选出对的那一边：{fields}。</translation>
    </message>
    <message>
        <source>Not every field is chosen yet</source>
        <translation>还有项目没有选</translation>
    </message>
    <message>
        <source>The borrower has it, and the record stands. Have it approved, enter the approval's number at the loan desk (On loan, to be confirmed), then press “It is made up for”.</source>
        <translation>东西已交给借用人，登记有效。请补办审批，到“借用台 → 在借 → 待确认”填上批件文号，再点“已补办”。</translation>
    </message>
    <message>
        <source>The record stands. Find out who did this and whether it is in order; where they are to go on, an administrator gives the account its right back in the settings. Then press “It is made up for”.</source>
        <translation>登记有效。请核实是谁办的、办得对不对；此人还要继续办理的，请管理员到“设置 → 人员账号”恢复权限，再点“已补办”。</translation>
    </message>
    <message>
        <source>The pieces are recorded there. Move them to another warehouse (Inventory, Move), or have this one opened again in the settings. Then press “It is made up for”.</source>
        <translation>东西已记在这个仓里。请到“库存 → 移位”移到别的仓，或请管理员到“设置 → 仓”重新启用，再点“已补办”。</translation>
    </message>
    <message>
        <source>The trip is recorded. See to it that the car is in order, enter what is new on its card, then press “It is made up for”.</source>
        <translation>出车已登记。请核查这辆车，把新的年检、保险或里程填到车辆卡片上，再点“已补办”。</translation>
    </message>
    <message>
        <source>Two warehouses have one name now, and each has its own pieces. Rename one of them in the settings, then press “It is made up for”.</source>
        <translation>现在有两个仓同名，各有各的东西。请在设置里把其中一个改名，再点“已补办”。</translation>
    </message>
    <message>
        <source>It stays of the kind that it was given first. Move what does not belong there to another warehouse (Inventory, Move), then press “It is made up for”.</source>
        <translation>这个仓的类别以先添加的为准。不该放在这一类仓里的东西，请到“库存 → 移位”移到别的仓，再点“已补办”。</translation>
    </message>
    <message>
        <source>Each card is in the books once, under the numbers of the counter that was first. Replace the labels which the other one has printed for it, then press “It is made up for”.</source>
        <translation>每张卡片只算一次，标签号以先导入的那个柜台为准。请把另一个柜台为它打印的标签换掉，再点“已补办”。</translation>
    </message>
    <message>
        <source>The record stands. Make up for what is missing, then press “It is made up for”.</source>
        <translation>登记有效。请把所缺的手续补上，再点“已补办”。</translation>
    </message>
    <message>
        <source>Cases to decide</source>
        <translation>待处理的事项</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Which cases</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>显示全部(&amp;A)</translation>
    </message>
    <message>
        <source>Conflict inbox</source>
        <translation>待处理事项</translation>
    </message>
    <message>
        <source>Cases dealt with</source>
        <translation>已处理的事项</translation>
    </message>
    <message>
        <source>Give this answer</source>
        <translation>选这个处理办法</translation>
    </message>
    <message>
        <source>Go to the answers</source>
        <translation>到处理办法</translation>
    </message>
    <message>
        <source>Go to the list</source>
        <translation>到列表</translation>
    </message>
    <message>
        <source>Leave it for now</source>
        <translation>先不处理</translation>
    </message>
    <message>
        <source>{n} to decide</source>
        <translation>{n} 件待处理</translation>
    </message>
    <message>
        <source>with “{text}”: {n}</source>
        <translation>含“{text}”：{n} 件</translation>
    </message>
    <message>
        <source>To decide ({n})</source>
        <translation>待处理({n})</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Any part of a number, a name, an office, a person or a clerk is found.</source>
        <translation>可按标签号、单号、物品名称、单位、姓名或经办人的任意一部分查找。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Nothing to decide</source>
        <translation>没有待处理事项</translation>
    </message>
    <message>
        <source>What two counters did without knowing of each other comes here: one piece handed out twice, a piece promised to somebody else, a record changed in two ways. Each has both sides, and an answer that is recommended. Nothing is ever lost.</source>
        <translation>两个柜台互不知情时办的事，对不上的会出现在这里：一件物品借给了两个人、留给别人的被领走、同一条登记改得不一样。每一件都列出两边的说法和建议的处理办法，什么都不会丢。</translation>
    </message>
    <message>
        <source>Nothing has been dealt with yet</source>
        <translation>还没有处理过的事项</translation>
    </message>
    <message>
        <source>What was decided stays here, with who decided it, why, and its correction slip.</source>
        <translation>处理过的事项留在这里：谁决定的、为什么，以及更正单。</translation>
    </message>
    <message>
        <source>{piece}: the decision is taken back</source>
        <translation>{piece}：已撤回决定，重新待处理</translation>
    </message>
    <message>
        <source>Undone at once</source>
        <translation>当场撤销</translation>
    </message>
    <message>
        <source>Name or number of a piece in stock here</source>
        <translation>本站在库物品的名称或标签号</translation>
    </message>
    <message>
        <source>Othe&amp;r piece</source>
        <translation>换哪一件(&amp;R)</translation>
    </message>
    <message>
        <source>Pick one, or write it in your own words</source>
        <translation>点选上面的理由，或自己填写</translation>
    </message>
    <message>
        <source>Reaso&amp;n</source>
        <translation>理由(&amp;N)</translation>
    </message>
    <message>
        <source>Not no&amp;w</source>
        <translation>先不处理(&amp;B)</translation>
    </message>
    <message>
        <source>Choose the piece that is to be kept instead.</source>
        <translation>请选出换给对方的那一件。</translation>
    </message>
    <message>
        <source>A reason is needed: it is printed on the slip.</source>
        <translation>请填写理由，会印在更正单上。</translation>
    </message>
    <message>
        <source>Both sides</source>
        <translation>两边的说法</translation>
    </message>
    <message>
        <source>What the sides say has not arrived here.</source>
        <translation>两边的详细情况还没有传到本站。</translation>
    </message>
    <message>
        <source>First: {name}</source>
        <translation>先办的一边：{name}</translation>
    </message>
    <message>
        <source>Then: {name}</source>
        <translation>后办的一边：{name}</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借用人</translation>
    </message>
    <message>
        <source>Office</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>柜台</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>柜员</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>办的事</translation>
    </message>
    <message>
        <source>same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>{time} apart</source>
        <translation>相差 {time}</translation>
    </message>
    <message>
        <source>By its clock</source>
        <translation>柜台时间</translation>
    </message>
    <message>
        <source>Reached the city</source>
        <translation>送到市里</translation>
    </message>
    <message>
        <source>The clock of this PC was {time} fast: do not go by it.</source>
        <translation>这台电脑的时钟快了 {time}，时间不可作准。</translation>
    </message>
    <message>
        <source>Its slip</source>
        <translation>单据</translation>
    </message>
    <message>
        <source>{number} (kept at {site})</source>
        <translation>{number}(存在{site})</translation>
    </message>
    <message>
        <source>Show slip {number}</source>
        <translation>查看单据 {number}</translation>
    </message>
    <message>
        <source>was: {value}</source>
        <translation>原为：{value}</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>{field}: {value}</source>
        <translation>{field}：{value}</translation>
    </message>
    <message>
        <source>{title} · {told}</source>
        <translation>{title} · {told}</translation>
    </message>
    <message>
        <source>Labels to print anew</source>
        <translation>标签要重打</translation>
    </message>
    <message>
        <source>Handed out twice</source>
        <translation>一件借了两次</translation>
    </message>
    <message>
        <source>Held elsewhere by then</source>
        <translation>保管已转走</translation>
    </message>
    <message>
        <source>Promised to another</source>
        <translation>留给别人的被领走</translation>
    </message>
    <message>
        <source>A formality is missing</source>
        <translation>手续有缺</translation>
    </message>
    <message>
        <source>Return without a loan</source>
        <translation>归还对不上借出</translation>
    </message>
    <message>
        <source>Changed in two ways</source>
        <translation>登记改得不一样</translation>
    </message>
    <message>
        <source>Could not be entered</source>
        <translation>没有记上</translation>
    </message>
    <message>
        <source>Kept, not read yet</source>
        <translation>暂存，还读不懂</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Soon</source>
        <translation>尽快</translation>
    </message>
    <message>
        <source>When there is time</source>
        <translation>不急</translation>
    </message>
    <message>
        <source>no single piece</source>
        <translation>不涉及单件物品</translation>
    </message>
    <message>
        <source>{site}, counter {n}</source>
        <translation>{site} {n} 号柜台</translation>
    </message>
    <message>
        <source>{name} (earlier)</source>
        <translation>{name}(先)</translation>
    </message>
    <message>
        <source>{name} (later)</source>
        <translation>{name}(后)</translation>
    </message>
    <message>
        <source>{name} ({place})</source>
        <translation>{name}({place})</translation>
    </message>
    <message>
        <source>{first} / {second}</source>
        <translation>{first} / {second}</translation>
    </message>
    <message>
        <source>an entry of a newer program</source>
        <translation>新版程序办的业务</translation>
    </message>
    <message>
        <source>{deed} – {whom}</source>
        <translation>{deed}：{whom}</translation>
    </message>
    <message>
        <source>{piece} was handed out twice: once to {first}, once to {second}. The two counters did not know of each other.</source>
        <translation>{piece} 借出了两次：一次给 {first}，一次给 {second}。两个柜台当时互不知情。</translation>
    </message>
    <message>
        <source>{piece} had passed into the custody of {first}; after that {second} still entered “{deed}”.</source>
        <translation>{piece} 已转由{first}保管，之后{second}又办了“{deed}”。</translation>
    </message>
    <message>
        <source>{piece} had been promised to {first}, and was handed to {second}.</source>
        <translation>{piece} 已经留给 {first}，却交给了 {second}。</translation>
    </message>
    <message>
        <source>“{deed}” at {site} is recorded as it happened, but a formality is missing: {reason}.</source>
        <translation>{site}的“{deed}”已照实登记，但手续有缺：{reason}。</translation>
    </message>
    <message>
        <source>{site} took back {piece}, but the city knows of no loan of it.</source>
        <translation>{site} 收回了 {piece}，但市里没有它借出的记录。</translation>
    </message>
    <message>
        <source>{first} and {second} each changed the record of {piece}, in different ways.</source>
        <translation>{first} 和 {second} 都改了 {piece} 的登记，改得不一样。</translation>
    </message>
    <message>
        <source>“{deed}” at {site} could not be entered: {reason}.</source>
        <translation>{site} 办的“{deed}”没有记上：{reason}。</translation>
    </message>
    <message>
        <source>“{deed}” at {site} could not be read by the city yet. It is kept as it is.</source>
        <translation>{site} 办的“{deed}”市里还读不懂，已原样存着。</translation>
    </message>
    <message>
        <source>“{deed}” at {site} is recorded as it happened, but with other numbers: {reason}.</source>
        <translation>{site}的“{deed}”已照实入账，但编号变了：{reason}。</translation>
    </message>
    <message>
        <source>{piece} was dispatched twice: once for {first}, once for {second}. The two counters did not know of each other.</source>
        <translation>{piece} 派了两次：一次给 {first}，一次给 {second}。两个柜台当时互不知情。</translation>
    </message>
    <message>
        <source>another counter</source>
        <translation>另一个柜台</translation>
    </message>
    <message>
        <source>a counter</source>
        <translation>一个柜台</translation>
    </message>
    <message>
        <source>an entry</source>
        <translation>一笔业务</translation>
    </message>
    <message>
        <source>a rule stood against it</source>
        <translation>不合规定</translation>
    </message>
    <message>
        <source>What was done stays written down; put the rest right and take note of it.</source>
        <translation>办过的事都留有记录。把该补的补好，再点“知道了”。</translation>
    </message>
    <message>
        <source>One piece can be with one person only: either one slip was made out by mistake, or two pieces bear the same number. Ask by telephone who has it before you decide.</source>
        <translation>一件东西只能在一个人手里：要么有一张单开错了，要么两件东西贴了同一个号。请先打电话问清东西在谁手里，再作决定。</translation>
    </message>
    <message>
        <source>Whose record counts is not settled yet. Ask where the piece is now; the record of whoever has it counts.</source>
        <translation>以哪一边为准还没有定。请先问清东西现在在哪里：在谁手里，就以谁的记录为准。</translation>
    </message>
    <message>
        <source>When {first} comes for it, there is nothing here. Offer another piece, or have it back.</source>
        <translation>{first} 来领时会领不到。可以另换一件，也可以把东西要回来。</translation>
    </message>
    <message>
        <source>Most often the counter that lent it has not been on line yet, and this settles itself once it is. Confirm only where the piece lies here and the record does not come.</source>
        <translation>多半是借出的那个柜台还没有联网，联网后会自行解决。如果记录一直不来，而东西确实在库，再作确认。</translation>
    </message>
    <message>
        <source>Nothing is lost: say of each field which value is right.</source>
        <translation>两边改的都还在。请逐项选出哪一边是对的。</translation>
    </message>
    <message>
        <source>A car makes one trip at a time: either one slip was made out by mistake, or the car had come back in between and nobody entered it. Then enter that return in the vehicle pool first.</source>
        <translation>一辆车同时只能出一趟：要么有一张派车单开错了，要么中间车已经回来而没有登记。若是后一种，先到“车辆”里补登那次回场。</translation>
    </message>
    <message>
        <source>Nothing is lost. The program of that counter is newer than the city's: have the administrator update the city's program, and this settles itself.</source>
        <translation>什么都没有丢。那个柜台的程序比市里的新：请管理员更新市里的程序，更新后会自动记上。</translation>
    </message>
    <message>
        <source>Nothing is lost. What arrived is damaged, or is there twice: show it to the administrator, and enter again what is missing in the records.</source>
        <translation>什么都没有丢。送来的内容有损坏或者重复：请管理员查看，登记里缺的请重新补录。</translation>
    </message>
    <message>
        <source>The new labels are on</source>
        <translation>新标签已贴好</translation>
    </message>
    <message>
        <source>The old numbers mean the other PC's pieces alone from now on.</source>
        <translation>从现在起，旧号只指另一台电脑的资产。</translation>
    </message>
    <message>
        <source>A trip of {name} that is still open ends by the correction slip, with no kilometres.</source>
        <translation>{name} 那次若还没登记回场，按更正单结束，不计里程。</translation>
    </message>
    <message>
        <source>The piece of {second} has the number {number} now. Replace its label.</source>
        <translation>{second} 的那件现在的标签号是 {number}，请换贴标签。</translation>
    </message>
    <message>
        <source>{piece}: decided “{what}”</source>
        <translation>{piece}：已按“{what}”处理</translation>
    </message>
    <message>
        <source>{sentence}. {next}</source>
        <translation>{sentence}。{next}</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>No record is changed; it leaves this list and stays written down.</source>
        <translation>不改动登记；从待处理里移走，记录仍然保留。</translation>
    </message>
    <message>
        <source>{first} has it</source>
        <translation>东西在 {first} 手里</translation>
    </message>
    <message>
        <source>The hand-out to {second} is put right as a mistake on paper; {second} owes nothing.</source>
        <translation>借给 {second} 的那笔更正为开错了单，{second} 不用归还。</translation>
    </message>
    <message>
        <source>{second} has it</source>
        <translation>东西在 {second} 手里</translation>
    </message>
    <message>
        <source>The hand-out to {first} is put right as a mistake on paper; {first} owes nothing.</source>
        <translation>借给 {first} 的那笔更正为开错了单，{first} 不用归还。</translation>
    </message>
    <message>
        <source>They are two pieces</source>
        <translation>其实是两件东西</translation>
    </message>
    <message>
        <source>Both keep what they have. The piece of {second} gets a number of its own; its label is to be replaced.</source>
        <translation>两边都照旧。{second} 那一件另编新标签号，请换贴新标签。</translation>
    </message>
    <message>
        <source>Another piece for {first}</source>
        <translation>另换一件给 {first}</translation>
    </message>
    <message>
        <source>You choose another piece, which is kept for {first}. What {second} has stays as it is.</source>
        <translation>由您选一件留给 {first}；{second} 手里的不动。</translation>
    </message>
    <message>
        <source>{second} keeps it</source>
        <translation>就给 {second}</translation>
    </message>
    <message>
        <source>The hand-out stands. Nothing is kept for {first} any more; please tell them.</source>
        <translation>借出照旧，不再给 {first} 留这一件，请告诉对方。</translation>
    </message>
    <message>
        <source>{first} is to have it</source>
        <translation>仍然给 {first}</translation>
    </message>
    <message>
        <source>The hand-out to {second} is put right as a mistake; the piece is to be fetched back and kept for {first}.</source>
        <translation>借给 {second} 的那笔更正为办错了；把东西要回来，留给 {first}。</translation>
    </message>
    <message>
        <source>The record of {first} counts</source>
        <translation>以{first}为准</translation>
    </message>
    <message>
        <source>What {second} entered afterwards is put right as a mistake; custody stays with {first}.</source>
        <translation>{second}后来办的那笔更正为办错了，仍由{first}保管。</translation>
    </message>
    <message>
        <source>The record of {second} counts</source>
        <translation>以{second}为准</translation>
    </message>
    <message>
        <source>What {second} entered counts, and custody goes back to {second}.</source>
        <translation>{second}办的那笔算数，改回由{second}保管。</translation>
    </message>
    <message>
        <source>It is made up for</source>
        <translation>已补办</translation>
    </message>
    <message>
        <source>It is here</source>
        <translation>东西确实在库</translation>
    </message>
    <message>
        <source>No record is changed; its loan is not waited for any longer.</source>
        <translation>登记不变，不再等它的借出记录。</translation>
    </message>
    <message>
        <source>Choose field by field</source>
        <translation>逐项选择</translation>
    </message>
    <message>
        <source>Of each field the value that you mark above is entered.</source>
        <translation>每一项按您在上面选的那一边登记。</translation>
    </message>
    <message>
        <source>All as {first} wrote</source>
        <translation>全部按 {first} 的</translation>
    </message>
    <message>
        <source>Every field takes the value of {first}.</source>
        <translation>各项都按 {first} 改的登记。</translation>
    </message>
    <message>
        <source>All as {second} wrote</source>
        <translation>全部按 {second} 的</translation>
    </message>
    <message>
        <source>Every field takes the value of {second}.</source>
        <translation>各项都按 {second} 改的登记。</translation>
    </message>
    <message>
        <source>It counts</source>
        <translation>算数</translation>
    </message>
    <message>
        <source>What {second} did is entered as it happened.</source>
        <translation>{second}办的照实记上。</translation>
    </message>
    <message>
        <source>It does not count</source>
        <translation>不算数</translation>
    </message>
    <message>
        <source>What {second} did is put right as a mistake; the records stay as they are.</source>
        <translation>{second}办的更正为办错了，登记照旧。</translation>
    </message>
    <message>
        <source>It is settled otherwise</source>
        <translation>已另行办妥</translation>
    </message>
    <message>
        <source>Only where it was entered in another way, or need not be. It leaves this list and stays kept.</source>
        <translation>只在已经另行补录、或者不必再录时选。从待处理里移走，原件仍然保存。</translation>
    </message>
    <message>
        <source>All labels are replaced</source>
        <translation>旧标签已全部换下</translation>
    </message>
    <message>
        <source>None was printed before</source>
        <translation>以前没有打过标签</translation>
    </message>
    <message>
        <source>The approval is there now</source>
        <translation>已补批件</translation>
    </message>
    <message>
        <source>Checked, and in order</source>
        <translation>已核实，没有问题</translation>
    </message>
    <message>
        <source>Two pieces bore one number</source>
        <translation>两件贴了同一个号</translation>
    </message>
    <message>
        <source>Seen on the spot</source>
        <translation>已当面看过实物</translation>
    </message>
    <message>
        <source>Agreed with the person</source>
        <translation>已与对方说好</translation>
    </message>
    <message>
        <source>An equal piece is in stock</source>
        <translation>库里有同样的</translation>
    </message>
    <message>
        <source>Checked against the piece</source>
        <translation>已对照实物</translation>
    </message>
    <message>
        <source>Checked against the ledger</source>
        <translation>已对照台账</translation>
    </message>
    <message>
        <source>Entered in another way</source>
        <translation>已另行补录</translation>
    </message>
    <message>
        <source>Nothing is to be done</source>
        <translation>不必再办</translation>
    </message>
    <message>
        <source>Asked both by telephone</source>
        <translation>已向两边打电话核实</translation>
    </message>
    <message>
        <source>The slip was a mistake</source>
        <translation>单子开错了</translation>
    </message>
    <message>
        <source>Settled by itself: what was missing has arrived meanwhile.</source>
        <translation>缺的记录后来到了，事项自行解决。</translation>
    </message>
</context>
</TS>
